// Words by what they do in a lure, in the languages lures are written in. A word alone says nothing; words of two classes close together are what a rule sees.
import { plain } from './look.ts'

/** What a word does. `threat`: something is closed or lost; `ask`: what to do now; `secret`: what must never be given; `promise`: something for nothing. */
export type WordClass =
  | 'account'
  | 'threat'
  | 'ask'
  | 'urgent'
  | 'secret'
  | 'payment'
  | 'parcel'
  | 'promise'
  | 'fortune'
  | 'crypto'
  | 'alarm'
  | 'authority'
  | 'breach'
  | 'junk'
  | 'paper'

const WORDS: Readonly<Record<WordClass, string>> = {
  account: `account accounts mailbox webmail email e-mail inbox profile membership subscription access wallet wallets login identity storage quota card
    konto kontos kundenkonto postfach benutzerkonto mitgliedschaft abonnement zugang karte geldborse compte comptes messagerie abonnement carte portefeuille
    cuenta cuentas buzon correo tarjeta billetera membresia suscripcion cartera conta contas cartao cadastro carteira assinatura correio acesso acessos conto account casella carta
    abbonamento portafoglio rekening mailbox postvak lidmaatschap portemonnee betaalpas konto skrzynka karta portfel konto konton brevlada kort konto postkasse
    tili tilisi kortti hesap hesabi hesabiniz kart учетн* аккаунт* счет счета почт* кошелек карт* аккаунт акаунт* рахун* ucet uctu schranka karta ucet fiok fiokja kartya contul cont cardul λογαριασμ*`,
  threat: `suspend suspended suspending suspension locked lock blocked block restricted restriction restrict limited limitation disabled disable deactivated
    deactivate deactivation terminated terminate termination closed closure deleted deletion delete expire expires expired expiring expiration frozen freeze failed failure
    declined rejected refused interrupted discontinued invalid overdue unpaid penalty lose revoked hold withheld canceled cancelled cancellation
    gesperrt sperrung gesperrten eingeschrankt deaktiviert geloscht ablauft abgelaufen abgelehnt fehlgeschlagen gekundigt eingefroren ausgesetzt verfallt
    suspendu suspendue bloque bloquee limite restreint desactive desactivation expire expiration supprime ferme refuse echoue resilie gele
    suspendida suspendido suspension bloqueada bloqueado bloqueo restringida restringido desactivada limitada cancelada caducado vencido vence expira eliminada rechazado fallido congelada
    suspensa suspenso suspensao bloqueada bloqueado bloqueio bloqueamos bloqueadas restrita cancelada cancelado cancelamento expirar expira expiram expirados expirando vencer vencido pendente pendencia recusado recusada negado irregular inadimplencia
    sospeso sospesa bloccato bloccata limitato disattivato scaduto scadenza scade rifiutato cancellato congelato
    geblokkeerd opgeschort beperkt verlopen verloopt gedeactiveerd geweigerd mislukt stopgezet zawieszone zablokowane zablokowany wygasa wygaslo ograniczone usuniete odrzucona
    sparrat sparrad avstangt upphor begransat utgar spaerret suspenderet deaktiveret udlober sperret suljettu jaadytetty vanhenee askiya donduruldu kisitlandi engellendi
    заблокирован* приостановлен* ограничен* удален* истекает истек закрыт* отклонен* pozastaven* zablokovan* vyprsi felfuggeszt* zarolt* suspendat* blocat* expira αναστολ* κλειδωθ*`,
  ask: `verify verification verifying confirm confirmation confirming validate validation update updating upgrade upgrading renew renewal reactivate activate activation restore
    unlock recover review reconfirm re-confirm authenticate login log-in sign-in signin click submit complete synchronize synchronise synchronization sync resolve redeem claim withdraw enroll enrol re-enrol call open download install cancel revoke installieren installer instalar instale installare installeren zainstaluj installera
    bestatigen bestatigung verifizieren verifizierung aktualisieren aktualisierung verlangern reaktivieren entsperren anmelden klicken prufen uberprufen einloggen freischalten hinterlegen stornieren
    verifier verification confirmer confirmation mettre actualiser renouveler reactiver debloquer connecter cliquez cliquer regulariser valider annuler
    verificar verifique verificacion confirmar confirme confirma actualizar actualice renovar reactivar desbloquear iniciar ingrese haga clic validar pulse reprogramar acceda
    verifique verificacao confirme confirmacao atualizar atualize atualizacao renovar reativar desbloquear regularizar regularize clique acesse acessar resgatar resgate resgatar solicite validar baixar visualizar cancele ligue
    verificare verifica confermare conferma aggiornare aggiorna rinnovare riattivare sbloccare accedi accedere clicca convalidare ripristinare
    verifieren verifieer bevestigen bevestig bijwerken vernieuwen heractiveren ontgrendelen inloggen klik controleer activeren
    zweryfikuj potwierdz zaktualizuj odnow odblokuj zaloguj kliknij aktywuj verifiera bekrafta uppdatera fornya aterstall logga klicka bekraeft bekreft opdater oppdater log klik vahvista paivita kirjaudu napsauta
    dogrula dogrulayin onayla guncelle guncelleyin yenile tiklayin girin подтверд* обнов* проверьте войдите нажмите продли* активир* восстанов* overte potvrdte aktualizujte kliknete prihlaste ellenoriz* erositse frissits* kattints* verificati confirmati actualizati επαληθευ* επιβεβαι*`,
  urgent: `urgent urgently immediately immediate asap now today tonight deadline final last attention important required warning alert hours 24h 48h 72h 24hrs 48hrs within hurry limited-time
    dringend sofort umgehend heute frist letzte wichtig erforderlich warnung stunden innerhalb unverzuglich urgence immediatement rapidement dernier derniere importante requis requise attention heures delai
    urgente inmediatamente inmediata ultimo ultima importante requerido aviso horas plazo hoy antes imediatamente imediata hoje aviso ultimas prazo prioritario obrigatorio urgente subito immediatamente oggi ultimo entro ore avviso
    dringend onmiddellijk direct vandaag laatste binnen uur belangrijk waarschuwing pilne natychmiast dzisiaj ostatnie godzin wazne bradskande omedelbart idag sista viktigt timmar haster straks omgaende
    kiireellinen heti tunnin acil hemen derhal son saat срочно немедленно сегодня последн* часов часа внимание важно nalehave ihned dnes hodin surgos azonnal azi urgent imediat ore επειγον ωρες`,
  secret: `password passwords passcode pin otp seed mnemonic passphrase credential credentials cvv ssn recovery-phrase secret backup-phrase 2fa mfa one-time code codes keyphrase
    passwort kennwort tan zugangsdaten wiederherstellungsphrase einmalcode code codes mot-de-passe motdepasse identifiants mdp contrasena clave pin credenciales senha senhas itoken token chave password credenziali codice
    wachtwoord pincode inloggegevens haslo hasla kod losenord kode salasana tunnusluku sifre parola пароль пароля пароли код heslo hesla jelszo parola κωδικ*`,
  payment: `payment payments invoice billing billed charge charged refund refunds transaction transactions transfer purchase receipt renewal bank iban balance debit debited paid fee fees subscription
    zahlung rechnung abbuchung ruckerstattung uberweisung betrag gebuhr lastschrift erstattung zahlungsmethode bankverbindung paiement facture remboursement virement prelevement frais solde montant rib
    pago factura reembolso transferencia cargo cobro compra saldo tasa pagamento fatura boleto reembolso transacao transferencia compra cobranca pix saldo valor valores taxa taxas debito
    pagamento fattura rimborso bonifico addebito importo betaling factuur terugbetaling overschrijving kosten bedrag platnosc faktura zwrot przelew oplata betalning faktura aterbetalning avgift betaling regning refusion
    maksu lasku hyvitys odeme fatura iade havale ucret оплат* счет-фактур* возврат* перевод* платеж* platba faktura fizetes szamla plata factura rambursare πληρωμ*`,
  parcel: `package packages parcel shipment shipping delivery delivered courier customs redelivery tracking postage warehouse address
    paket pakets sendung zustellung lieferung zoll versand sendungsverfolgung colis livraison douane expedition suivi paquete envio entrega aduana paqueteria encomenda entrega pacote alfandega rastreio remessa
    pacco spedizione consegna dogana pakket bezorging zending douane paczka przesylka dostawa clo paket leverans forsandelse pakke levering told toll paketti toimitus kargo teslimat gumruk посылк* доставк* таможен* balik zasilka csomag kezbesites colet livrare δεμα`,
  promise: `congratulations congrats winner won win prize gift giveaway reward rewards bonus free claim airdrop eligible selected exclusive lucky voucher coupon cashback discount compensation
    gluckwunsch gewonnen gewinn gewinner geschenk gutschein pramie kostenlos kostenlose entschadigung felicitations gagne gagnant cadeau gratuit prime recompense bon indemnisation
    felicidades ganado ganador premio regalo gratis recompensa vale compensacion parabens ganhou premio presente gratis brinde pontos milhas beneficio beneficios bonus recompensas cashback vale indenizacao
    congratulazioni vinto vincitore premio regalo buono gratuito gefeliciteerd gewonnen prijs cadeau cadeaubon gratis tegoed gratulacje wygrales nagroda prezent darmowy grattis vunnit pris present gratis tillykke vundet gevinst gratulerer
    onnittelut voitit lahja palkinto tebrikler kazandiniz hediye odul bedava поздравля* выигра* приз подарок бонус* gratulujeme vyhra darek gratulalunk nyertel felicitari castigat cadou`,
  fortune: `beneficiary inheritance donation donate donated fund funds million millions lottery widow deceased next-of-kin barrister attorney cancer charity compensation diplomat consignment heir investor investment loan sincerely dearest god
    erbschaft spende gespendet millionen begunstigter heritage don donation millions beneficiaire herencia donacion millones beneficiario heranca doacao milhoes eredita donazione milioni erfenis donatie miljoen spadek darowizna milionow arv donation miraz bagis milyon наследств* миллион* пожертвован*`,
  crypto: `crypto cryptocurrency bitcoin btc eth ethereum usdt xrp xlm token tokens nft nfts defi staking stake airdrop wallet blockchain swap ledger seed web3 dapp hodl coin coins metamask binance coinbase satoshi lumens kryptowahrung cripto criptomoeda criptomoneda cryptomonnaie`,
  alarm: `unusual suspicious unauthorized unauthorised unrecognized unrecognised unknown fraud fraudulent compromised detected attempt attempts activity intrusion violation violated violating noticed login logins sign-in device hacked security
    ungewohnliche verdachtige unbefugt betrug festgestellt anmeldeversuch sicherheit gerat inhabituelle suspecte fraude detecte tentative appareil securite inusual sospechosa sospechoso no-autorizado fraude detectado intento dispositivo seguridad
    suspeita suspeito suspeitas fraude detectamos detectado tentativa acesso dispositivo seguranca incomum inusuale sospetta sospetto frode rilevato tentativo dispositivo sicurezza ongebruikelijke verdachte fraude gedetecteerd poging apparaat
    podejrzana nietypowa wykryto proba urzadzenie ovanlig misstankt upptackt forsok enhet usaedvanlig mistaenkelig enhed epailyttava supheli olagandisi tespit подозрительн* необычн* обнаружен* попытк* устройств* podezrel* gyanus* suspect*`,
  authority: `tribunal court intimacao intimação processo judicial citacao mandado notificacao fiscal receita irs hmrc tax taxes subpoena lawsuit police polizei gericht mahnung finanzamt steuererstattung steuer impots amende contravention trafico multa multas detran hacienda tributaria agenzia-entrate polizia belasting boete urzad skarbowy mandat skatteverket skat vergi ceza суд налог* штраф* cnpj cpf nota-fiscal nfe darf mei`,
  paper: `document documents voicemail voice-message fax e-signature esign e-sign contract shared payslip payroll remittance scanned secure-message encrypted-message
    dokument dokumente sprachnachricht vertrag freigegeben gehaltsabrechnung lohnabrechnung document partage contrat messagerie-vocale bulletin-de-paie documento contrato compartido compartilhado nomina
    holerite contratto condiviso busta-paga documenten contract gedeeld loonstrook dokument umowa udostepniony lonebesked delat belge sozlesme документ* договор* dokumentum szerzodes`,
  junk: `viagra cialis pills pharmacy casino poker slots betting sexy dating singles hottie girls women horny keto weight-loss diet cbd gummies enlargement replica rolex loan loans debt mortgage refinance seo backlinks
    cheap click-here act-now guaranteed risk-free weightloss fat belly miracle trick shark-tank survey sweepstakes warranty insurance-quote timeshare pinup escort webcam nude frauen madchen vrouwen meisjes mujeres chicas mulheres femmes filles
    kredit darlehen kasino casino potenz abnehmen pret credit-rapide emprestimo prestamo`,
  breach: `breach breached leak leaked leaking exposed exposure incident compromise hack hacked intrusion stolen exfiltrated
    datenleck datenpanne vorfall sicherheitsvorfall entwendet violation fuite incident piratage vole filtracion brecha incidente filtrados robados vazamento incidente vazados violacao violazione incidente sottratti datalek lek inbreuk wyciek incydent naruszenie dataintrang lacka lackage datalaek datainnbrudd tietovuoto vuoto veri-ihlali ihlal sizinti утечк* взлом* unik incident adatszivargas bresa`,
}

/** Phrases of languages that do not part words. */
const PHRASES: readonly (readonly [WordClass, RegExp])[] = [
  ['account', /アカウント|口座|カード|会員|账户|帐户|賬戶|账号|帳號|邮箱|郵箱|계정|계좌|카드|บัญชี|खाता|حساب|بريد|חשבון/],
  [
    'threat',
    /停止|制限|無効|期限切れ|凍結|ロック|冻结|凍結|暂停|暫停|封鎖|过期|過期|异常|정지|만료|차단|제한|ระงับ|निलंबित|تعليق|إيقاف|حظر|הושעה|נחסם/,
  ],
  [
    'ask',
    /確認|更新|認証|ログイン|クリック|手続き|验证|驗證|确认|確認|登录|登入|点击|點擊|更新|확인|인증|로그인|클릭|업데이트|ยืนยัน|คลิก|सत्यापित|تأكيد|تحديث|انقر|אמת|לחץ/,
  ],
  ['urgent', /至急|緊急|重要|時間以内|まで|紧急|緊急|立即|马上|小时内|小時內|긴급|즉시|시간 이내|ด่วน|तुरंत|عاجل|فورا|דחוף|מיד/],
  ['secret', /パスワード|暗証番号|密码|密碼|助记词|비밀번호|รหัสผ่าน|पासवर्ड|كلمة المرور|סיסמה/],
  ['payment', /支払|お支払い|請求|振込|返金|付款|支付|发票|發票|退款|转账|결제|청구|환불|송금|ชำระ|भुगतान|دفع|فاتورة|תשלום/],
  ['parcel', /荷物|配達|配送|お届け|再配達|包裹|快递|快遞|배송|택배|พัสดุ|पार्सल|طرد|شحنة|חבילה/],
  ['promise', /当選|プレゼント|ポイント|特典|恭喜|中奖|獎品|奖励|당첨|무료|경품|รางวัล|इनाम|تهانينا|جائزة|זכית/],
  ['alarm', /不正|不審|異常|第三者|可疑|异常|異常|未授权|의심|비정상|무단|ผิดปกติ|संदिग्ध|مشبوه|חשוד/],
  ['breach', /漏洩|流出|漏えい|泄露|洩露|外泄|유출|รั่วไหล|उल्लंघन|تسرب|اختراق|דליפה/],
]

const exact = new Map<string, number>()
/** Beginnings of words, by their first three letters. */
const stems = new Map<string, { stem: string; mask: number }[]>()
export const CLASSES = Object.keys(WORDS) as WordClass[]
const bit = new Map(CLASSES.map((name, i) => [name, 1 << i]))
for (const [name, words] of Object.entries(WORDS))
  for (const raw of words.split(/\s+/)) {
    const word = plain(raw)
    const mask = bit.get(name as WordClass)!
    if (!word.endsWith('*')) exact.set(word, (exact.get(word) ?? 0) | mask)
    else {
      const stem = word.slice(0, -1)
      const list = stems.get(stem.slice(0, 3))
      if (list) list.push({ stem, mask })
      else stems.set(stem.slice(0, 3), [{ stem, mask }])
    }
  }

const remembered = new Map<string, number>()

function classesOf(word: string): number {
  const known = remembered.get(word)
  if (known !== undefined) return known
  let mask = exact.get(word) ?? 0
  for (const { stem, mask: also } of stems.get(word.slice(0, 3)) ?? []) if (word.startsWith(stem)) mask |= also
  if (remembered.size > 100_000) remembered.clear()
  remembered.set(word, mask)
  return mask
}

/** What was found of the classes in one text. */
export interface Reading {
  /** Words of each class. */
  readonly count: Readonly<Record<WordClass, number>>
  /** Words in all that were read. */
  readonly words: number
  /** A piece of text in which words of both classes stand within `reach` words of one another; '' where there is none. */
  near(a: WordClass, b: WordClass, reach?: number): string
}

/** Words read of one text; a lure comes to the point sooner. */
const MOST_WORDS = 2_000

/** Reads a text word by word. Linear in its length. */
export function readWords(text: string): Reading {
  const flat = plain(text.length > 11_000 ? `${text.slice(0, 8_000)}\n${text.slice(-3_000)}` : text)
  const count = Object.fromEntries(CLASSES.map((name) => [name, 0])) as Record<WordClass, number>
  const marks: { mask: number; at: number; start: number; end: number }[] = []
  let words = 0
  // Most letters are ASCII, where the plain expression is several times as fast.
  for (const match of flat.matchAll(/^[\x00-\x7f]*$/.test(flat) ? /[a-z0-9][a-z0-9'-]{0,40}/g : /[\p{L}\p{N}][\p{L}\p{N}'-]{0,40}/gu)) {
    if (++words > MOST_WORDS) break
    const word = match[0]
    let mask = classesOf(word)
    if (mask === 0 && word.includes('-')) for (const piece of word.split('-')) mask |= classesOf(piece)
    if (mask === 0) continue
    marks.push({ mask, at: words, start: match.index, end: match.index + word.length })
    for (const [name, b] of bit) if (mask & b) count[name]++
  }
  if (/[\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(flat))
    for (const [name, phrase] of PHRASES)
      for (const match of flat.slice(0, 20_000).matchAll(new RegExp(phrase, 'g'))) {
        count[name]++
        marks.push({ mask: bit.get(name)!, at: match.index / 3, start: match.index, end: match.index + match[0].length })
      }
  marks.sort((a, b) => a.start - b.start)
  return {
    count,
    words,
    near(a, b, reach = 7) {
      const [x, y] = [bit.get(a)!, bit.get(b)!]
      for (let i = 0; i < marks.length; i++)
        for (let j = i + 1; j < marks.length && marks[j]!.at - marks[i]!.at <= reach; j++) {
          const [m, n] = [marks[i]!, marks[j]!]
          if (((m.mask & x && n.mask & y) || (m.mask & y && n.mask & x)) && m.start !== n.start)
            return flat
              .slice(Math.max(0, m.start - 20), Math.min(flat.length, n.end + 40))
              .replace(/\s+/g, ' ')
              .trim()
        }
      return ''
    },
  }
}
