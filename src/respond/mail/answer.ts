// What a person who reported a letter is told: what it was, why, and what to do now. Plain text without links, so that it cannot be mistaken for a phish itself.

import type { Judgement } from './judge.ts'
import { inWords } from './known-details.ts'

export interface Answer {
  readonly subject: string
  readonly text: string
}

/** The answer to a reporter. `subject`: of the reported letter; it is quoted as text only. `company`: who answers. */
export function answerTo(judgement: Judgement, subject: string, company: string): Answer {
  const title =
    subject
      .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
      .trim()
      .slice(0, 80) || '(without a subject)'
  const lines: string[] = [`You sent us a letter with the subject "${title}". Thank you.`, '']
  if (judgement.verdict === 'phish') {
    lines.push(
      'It is a phish. Delete it. Do not open its links or attachments, do not answer, do not call its numbers.',
      '',
      'What gives it away:',
    )
    for (const reason of judgement.reasons.filter((r) => r.code !== 'not-read').slice(0, 5)) lines.push(`  - ${reason.says}`)
    lines.push(
      '',
      'If you already entered a password there, change it now at the address you know, and tell us. If you entered bank details, call your bank.',
    )
  } else if (judgement.verdict === 'suspicious') {
    lines.push('We are not sure about it. Do not use its links until somebody has looked at it; we will.', '', 'What made us stop:')
    for (const reason of judgement.reasons.filter((r) => r.code !== 'not-read').slice(0, 4)) lines.push(`  - ${reason.says}`)
  } else
    lines.push(
      'We found nothing wrong with it. If it asks for something you did not expect, go to the site by typing its address, not through the letter.',
    )
  if (judgement.notice === 'valid')
    lines.push('', `It carries a notice code, and the code is genuine: ${company} made it for this address.`)
  if (judgement.notice === 'forged' || judgement.notice === 'replayed')
    lines.push('', `It carries a notice code, and the code is not genuine: ${company} did not send this letter to you.`)
  if (judgement.incident)
    lines.push(
      '',
      `It uses details about you that were taken from a supplier of ${company} (${judgement.incident}): ${judgement.leaked.map(inWords).join(', ')}. Expect more letters of this kind; knowing these details proves nothing.`,
    )
  lines.push('', company)
  return { subject: `Your report: ${title}`, text: `${lines.join('\n')}\n` }
}
