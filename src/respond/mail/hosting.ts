// Kinds of domains: free mailboxes, shorteners, free hosting, dynamic names, suffixes that junk prefers. Public knowledge, small on purpose.

export const FREE_MAIL = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.fr hotmail.co.uk hotmail.es hotmail.it live.com msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.com.br
  yahoo.co.jp ymail.com aol.com icloud.com me.com mail.com gmx.com gmx.de gmx.net web.de t-online.de freenet.de proton.me protonmail.com tutanota.com tuta.io zoho.com yandex.com yandex.ru
  mail.ru bk.ru inbox.ru list.ru rambler.ru qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net libero.it virgilio.it tiscali.it alice.it orange.fr wanadoo.fr laposte.net free.fr sfr.fr
  uol.com.br bol.com.br terra.com.br ig.com.br rediffmail.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net btinternet.com sky.com virginmedia.com
  seznam.cz wp.pl o2.pl onet.pl interia.pl abv.bg ukr.net fastmail.com hushmail.com bigpond.com optusnet.com.au shaw.ca rogers.com telus.net skynet.be telenet.be ziggo.nl kpnmail.nl zonnet.nl broadband.vi`.split(
    /\s+/,
  ),
)

export const SHORTENERS = new Set(
  `bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly rebrand.ly cutt.ly shorturl.at rb.gy t.ly tiny.cc s.id bl.ink lnkd.in qrco.de urlz.fr soo.gd v.gd x.co shorte.st adf.ly bitly.com tinyurl.ru
  u.to clck.ru vk.cc me2.do han.gl reurl.cc lihi.cc surl.li encurtador.com.br abre.ai l.ead.me linktr.ee mylinx.us heylink.me t2m.io tr.ee n9.cl acortar.link kutt.it short.gy go.link urlr.me`.split(
    /\s+/,
  ),
)

/** Hosts on which anybody publishes in a minute; those under a private public suffix are known by that. */
const FREE_HOSTS =
  /(?:^|\.)(?:storage\.googleapis\.com|s3[.-][a-z0-9.-]*amazonaws\.com|blob\.core\.windows\.net|web\.core\.windows\.net|sites\.google\.com|docs\.google\.com|forms\.gle|forms\.office\.com|firebasestorage\.googleapis\.com|notion\.site|bubbleapps\.io|wixsite\.com|weebly\.com|weeblysite\.com|godaddysites\.com|webflow\.io|blogspot\.com|wordpress\.com|000webhostapp\.com|ipfs\.io|dweb\.link|cloudflare-ipfs\.com|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|netlify\.app|vercel\.app|herokuapp\.com|glitch\.me|repl\.co|replit\.app|github\.io|gitlab\.io|azurewebsites\.net|azurestaticapps\.net|cloudapp\.azure\.com|cloudfront\.net|surge\.sh|carrd\.co|strikingly\.com|jimdosite\.com|square\.site|mystrikingly\.com|typeform\.com|jotform\.com|formstack\.com|canva\.site|ngrok\.io|ngrok-free\.app|trycloudflare\.com|massivegrid\.net|cloudfunctions\.net|run\.app|linodeobjects\.com|digitaloceanspaces\.com|backblazeb2\.com|r2\.dev|fleek\.co|on-fleek\.app|page\.link|codesandbox\.io|framer\.app|myportfolio\.com|sharepoint\.com|zendesk\.com|(?:compute(?:-1)?|elasticbeanstalk)\.amazonaws\.com|secureserver\.net|cloudlets\.zone|jelastic\.[a-z.]+|app\.goo\.gl)$/

const DYNAMIC =
  /(?:^|\.)(?:ddns\.net|duckdns\.org|no-ip\.(?:org|com|biz)|hopto\.org|zapto\.org|sytes\.net|blogdns\.com|dyndns\.(?:org|com|biz)|dynu\.net|ddnsfree\.com|serveftp\.com|myftp\.(?:org|biz)|servehttp\.com|linodeusercontent\.com|nip\.io|sslip\.io|ngrok\.io)$/

export function isFreeHost(host: string): boolean {
  return FREE_HOSTS.test(host)
}

export function isDynamic(host: string): boolean {
  return DYNAMIC.test(host)
}

/** Suffixes of which junk registers most (Spamhaus and Interisle reports of the last years agree on these). */
export const RISKY_SUFFIX = new Set(
  'top xyz shop site online store icu buzz cyou rest click link live club vip work fun space website monster quest sbs cfd bond lol hair beauty makeup skin autos boats mom tk ml ga cf gq su ru.com za.com sa.com press pro bid loan win review stream download racing date party trade science cam surf host uno fit'.split(
    ' ',
  ),
)

/** Whether a label reads like a random row: long, with digits among letters or hardly a vowel. */
export function isRandom(label: string): boolean {
  const text = label.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (text.length < 7) return false
  const letters = text.replace(/\d/g, '')
  const switches = text.match(/[a-z](?=\d)|\d(?=[a-z])/g)?.length ?? 0
  if (switches >= 3 || (switches >= 2 && text.length >= 8 && /\d[a-z]+\d/.test(text))) return true
  if (letters.length < 8) return false
  const vowels = letters.match(/[aeiouy]/g)?.length ?? 0
  return /[bcdfghjklmnpqrstvwxz]{6,}/.test(letters) || vowels / letters.length < 0.16
}
