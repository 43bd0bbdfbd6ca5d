// Finds the button that accepts or rejects in a consent banner: by the names the common consent products give it, else by what it says.
import type { Frame, Page } from 'playwright-core'

export type Choice = 'accept' | 'reject'

/** Buttons of consent products, from their public documentation and markup. */
const KNOWN: Readonly<Record<Choice, readonly string[]>> = {
  accept: [
    '#onetrust-accept-btn-handler',
    '#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll',
    '#CybotCookiebotDialogBodyButtonAccept',
    '.fc-cta-consent',
    '#didomi-notice-agree-button',
    '.sp_choice_type_11',
    '#truste-consent-button',
    '[data-testid="uc-accept-all-button"]',
    '.qc-cmp2-summary-buttons button[mode="primary"]',
    '#axeptio_btn_acceptAll',
    '.cky-btn-accept',
    '.cmplz-accept',
    '.osano-cm-accept-all',
    '#hs-eu-confirmation-button',
    '.iubenda-cs-accept-btn',
    '.cc-allow',
    '#tarteaucitronPersonalize2',
  ],
  reject: [
    '#onetrust-reject-all-handler',
    '#CybotCookiebotDialogBodyButtonDecline',
    '.fc-cta-do-not-consent',
    '#didomi-notice-disagree-button',
    '.sp_choice_type_13',
    '#truste-consent-required',
    '[data-testid="uc-deny-all-button"]',
    '#axeptio_btn_dismiss',
    '.cky-btn-reject',
    '.cmplz-deny',
    '.osano-cm-denyAll',
    '#hs-eu-decline-button',
    '.iubenda-cs-reject-btn',
    '.cc-deny',
    '#tarteaucitronAllDenied2',
  ],
}

/** What such buttons say, in the languages of the larger web; whole labels only, so that "accept terms and pay" is never pressed. */
const SAYS: Readonly<Record<Choice, RegExp>> = {
  accept:
    /^\s*(?:(?:i )?(?:accept|agree|allow)(?: (?:all|everything|cookies|all cookies|and close|& close|and continue))?|ok(?:ay)?|got it|yes,? i agree|alle(?:s)? akzeptieren|akzeptieren|zustimmen|einverstanden|alle cookies (?:akzeptieren|zulassen)|tout accepter|accepter(?: tout| et fermer)?|j[’']accepte|aceptar(?: todo| todas| y cerrar)?|accetta(?: tutto| tutti)?|aceitar(?: tudo| todos)?|alles accepteren|accepteren|akkoord|godkänn(?: alla)?|acceptera(?: alla)?|tillad alle|accepter alle|godta alle|hyväksy(?: kaikki)?|zaakceptuj(?: wszystko)?|akceptuj(?:ę)?(?: wszystkie)?|přijmout(?: vše)?|すべて(?:に)?同意(?:する)?|同意する|接受(?:全部)?|принять(?: все)?)\s*$/i,
  reject:
    /^\s*(?:(?:i )?(?:reject|decline|refuse|deny)(?: (?:all|everything|cookies|all cookies|optional(?: cookies)?))?|(?:only|use) (?:necessary|essential)(?: cookies)?(?: only)?|necessary (?:cookies )?only|continue without accepting|do not accept|no,? thanks|(?:alle(?:s)? )?ablehnen|nur (?:notwendige|erforderliche|essenzielle)(?: cookies)?|ohne einwilligung fortfahren|tout refuser|refuser(?: tout)?|continuer sans accepter|rechazar(?: todo| todas)?|rifiuta(?: tutto| tutti)?|continua senza accettare|rejeitar(?: tudo| todos)?|recusar|alles (?:weigeren|afwijzen)|weigeren|alleen noodzakelijke(?: cookies)?|avvisa(?: alla)?|neka(?: alla)?|afvis alle|kun nødvendige|avslå alle|hylkää(?: kaikki)?|odrzuć(?: wszystko| wszystkie)?|odmítnout(?: vše)?|すべて拒否(?:する)?|拒否する|拒绝(?:全部)?|отклонить(?: все)?)\s*$/i,
}

/** Presses the button; false where none is found within `wait` ms. Looks into frames too, where many banners live. */
export async function choose(page: Page, choice: Choice, wait: number): Promise<boolean> {
  const until = Date.now() + wait
  do {
    for (const frame of page.frames()) if (await press(frame, choice)) return true
    await page.waitForTimeout(250)
  } while (Date.now() < until)
  return false
}

async function press(frame: Frame, choice: Choice): Promise<boolean> {
  try {
    for (const candidate of [
      frame.locator(KNOWN[choice].join(', ')),
      frame.getByRole('button', { name: SAYS[choice] }),
      frame.locator('a, [role="button"], input[type="button"], input[type="submit"]').filter({ hasText: SAYS[choice] }),
    ]) {
      const button = candidate.first()
      if (await button.isVisible()) {
        await button.click({ timeout: 2_000 })
        return true
      }
    }
  } catch {
    // The frame went away, or something lies over the button; the next round looks again.
  }
  return false
}
