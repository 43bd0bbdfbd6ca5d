// HTML → what a reader sees, what is hidden from the reader, where the links go. One pass, no tree, so that a huge letter costs no memory.
import { Parser } from 'htmlparser2'
import type { Link } from './letter.ts'

export interface Page {
  text: string
  hidden: string
  links: Link[]
  images: number
  form: boolean
  script: boolean
  /** Pictures written into the page as `data:` addresses. */
  pictures: Buffer[]
  /** Not read to its end: too many tags, or nested too deep. */
  cut: boolean
}

const BLOCK = new Set(
  'p div br tr td th table li ul ol h1 h2 h3 h4 h5 h6 section article header footer center hr blockquote pre title option'.split(' '),
)
const SILENT = new Set(['style', 'script', 'head', 'noscript', 'template'])
const VOID = new Set('br hr img input meta link area base col embed source track wbr'.split(' '))
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)|opacity\s*:\s*0\s*(?:;|$|!)|max-height\s*:\s*0(?:px)?\s*(?:;|$|!)|mso-hide\s*:\s*all/i
const WHITE = /(?:^|;)\s*color\s*:\s*(?:#fff(?:fff)?\b|white\b)/i
const BACK = /background/i

/** Letters beyond this are not looked at; a reader would not either. */
const MOST_TEXT = 200_000
const MOST_LINKS = 2_000
const MOST_TAGS = 60_000
const MOST_OPEN = 1_000
const PIECE = 16_384

/** Reads one HTML (or SVG) text. Never throws; broken markup is read as far as a browser would. */
export function readHtml(html: string, where: string): Page {
  const page: Page = { text: '', hidden: '', links: [], images: 0, form: false, script: false, pictures: [], cut: false }
  const text: string[] = []
  const hidden: string[] = []
  const open: { name: string; hides: boolean; silent: boolean; anchor: string | null; start: number }[] = []
  let hides = 0
  let silent = 0
  let size = 0
  let tags = 0
  const link = (href: string, shown: string, at: string) => {
    if (page.links.length < MOST_LINKS && href) page.links.push({ href: href.trim(), text: shown, where: at })
  }
  const close = () => {
    const top = open.pop()!
    if (top.hides) hides--
    if (top.silent) silent--
    if (top.anchor !== null)
      link(top.anchor, text.slice(top.start).join('').replace(/\s+/g, ' ').trim().slice(0, 300), hides > 0 ? 'hidden' : where)
  }
  const parser = new Parser(
    {
      onopentag(name, a) {
        tags++
        if (BLOCK.has(name)) (hides > 0 ? hidden : text).push('\n')
        const style = a.style ?? ''
        const hide = 'hidden' in a || HIDING.test(style) || (WHITE.test(style) && !BACK.test(style) && name !== 'a' && name === 'font')
        const quiet = SILENT.has(name)
        const local = name.includes(':') ? name.slice(name.indexOf(':') + 1) : name
        if (local === 'script' || Object.keys(a).some((k) => k.startsWith('on') && k.length > 3)) page.script = true
        if (local === 'img' || local === 'image') {
          page.images++
          const inline = /^data:image\/(?:png|jpe?g);base64,/i.exec(a.src?.slice(0, 40) ?? '')
          if (inline && page.pictures.length < 3 && a.src!.length < 700_000)
            page.pictures.push(Buffer.from(a.src!.slice(inline[0].length), 'base64'))
          if (a.alt && hides === 0) text.push(` ${a.alt} `)
        }
        if (local === 'form') {
          page.form = true
          if (a.action) link(a.action, '', 'form')
        }
        if (local === 'input' && a.type?.toLowerCase() === 'password') page.form = true
        if (local === 'area' && a.href) link(a.href, a.alt ?? '', where)
        if ((local === 'iframe' || local === 'embed') && a.src) link(a.src, '', where)
        if (local === 'meta' && a['http-equiv']?.toLowerCase() === 'refresh') {
          const target = /url\s*=\s*['"]?(.+?)['"]?\s*$/i.exec(a.content ?? '')
          if (target) link(target[1]!, '', where)
        }
        if (VOID.has(name)) return
        const anchor = local === 'a' ? (a.href ?? a['xlink:href'] ?? null) : null
        open.push({ name, hides: hide, silent: quiet, anchor, start: text.length })
        if (hide) hides++
        if (quiet) silent++
      },
      ontext(part) {
        if (silent > 0) {
          // A script that sends the reader away is a link too, as the reader never sees it.
          if (page.script && open.at(-1)?.name === 'script') for (const found of webAddresses(part)) link(found, '', where)
          return
        }
        if (size > MOST_TEXT) return
        size += part.length
        ;(hides > 0 ? hidden : text).push(part)
      },
      onclosetag(name) {
        if (BLOCK.has(name)) (hides > 0 ? hidden : text).push('\n')
        for (let i = open.length - 1; i >= 0 && i > open.length - 60; i--)
          if (open[i]!.name === name) {
            while (open.length > i) close()
            break
          }
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  // In pieces, so that a bomb of open tags is noticed before the parser's own stack makes it slow.
  for (let at = 0; at < html.length; at += PIECE) {
    if (open.length > MOST_OPEN || tags > MOST_TAGS) {
      page.cut = true
      break
    }
    parser.write(html.slice(at, at + PIECE))
  }
  parser.end()
  while (open.length) close()
  page.text = tidy(text.join(''))
  page.hidden = tidy(hidden.join(''))
  return page
}

/** Runs of blanks to one, runs of empty lines to one. */
export function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\s]*/g, '\n')
    .trim()
}

const ADDRESS = /(?:https?|hxxps?|ftp):\/\/[^\s<>"'`)\]}]{2,2000}|\bwww\.[a-z0-9-]{1,63}\.[^\s<>"'`)\]}]{2,500}/gi

/** Web addresses written out in a text. */
export function webAddresses(text: string): string[] {
  const found: string[] = []
  for (const match of text.matchAll(ADDRESS)) {
    found.push(match[0].replace(/[.,;:!?]+$/, ''))
    if (found.length >= MOST_LINKS) break
  }
  return found
}
