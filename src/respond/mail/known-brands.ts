// Names that phish of every day borrow, with the domains their owners really write from and link to. Public knowledge, kept as text so that a line is a brand.
// A line: names separated by commas (the first is shown) | domains. A leading `~` marks a name that is also an ordinary word or a person's name:
// it counts only where it stands alone or with words such as "support" or "security".

const LINES = `
Microsoft,Outlook,Office 365,Microsoft 365,OneDrive,SharePoint,Hotmail,Windows Defender,Microsoft Teams|microsoft.com office.com live.com outlook.com microsoftonline.com sharepoint.com windows.com azure.com msn.com hotmail.com office365.com onmicrosoft.com sharepointonline.com microsoftstore.com linkedin.com github.com skype.com
Google,Gmail,Google Drive,Google Play,YouTube,Google Workspace|google.com youtube.com gmail.com googlemail.com android.com google.de google.fr google.co.uk google.com.br withgoogle.com blogger.com goo.gl chromium.org
~Apple,iCloud,Apple ID,iTunes,App Store,Apple Support|apple.com icloud.com me.com mac.com itunes.com
Amazon,Amazon Prime,Amazon Web Services,AWS,Amazon.co.jp|amazon.com amazon.co.uk amazon.de amazon.fr amazon.it amazon.es amazon.co.jp amazon.com.br amazon.ca amazon.in amazon.nl amazon.com.au amazon.com.mx amazon.se amazon.pl amazonaws.com amazonses.com aws.amazon.com primevideo.com audible.com
Netflix|netflix.com netflix.net
PayPal|paypal.com paypal.de paypal.co.uk paypal.fr paypal-communication.com xoom.com
Facebook,Meta Business,Instagram,WhatsApp,~Meta,Meta Support,Facebook Ads|facebook.com facebookmail.com instagram.com meta.com whatsapp.com metamail.com fb.com messenger.com
LinkedIn|linkedin.com
Twitter|twitter.com x.com
TikTok|tiktok.com tiktokmail.com
Snapchat|snapchat.com snap.com
Telegram|telegram.org
Discord|discord.com discordapp.com
Reddit|reddit.com redditmail.com
DHL,DHL Express|dhl.com dhl.de dhl.fr dhl.co.uk dhl.nl dhl.es dhl.it dhlparcel.nl dpdhl.com deutschepost.de
FedEx|fedex.com
UPS,UPS Parcel,UPS My Choice|ups.com
USPS,US Postal Service,United States Postal Service|usps.com usps.gov
Royal Mail|royalmail.com royalmail.co.uk parcelforce.com
Evri|evri.com hermesworld.com
DPD|dpd.com dpd.co.uk dpd.de dpd.fr dpdgroup.com dpdgroup.co.uk
GLS|gls-group.eu gls-group.com gls-pakete.de gls-italy.com
~Hermes|myhermes.de hermesworld.com hermes.com
Correos|correos.es correosexpress.com correos.com
Correios|correios.com.br
La Poste,Colissimo,Chronopost|laposte.fr laposte.net chronopost.fr colissimo.fr
Mondial Relay|mondialrelay.fr mondialrelay.com inpost.fr
InPost|inpost.pl inpost.co.uk inpost.it
Poste Italiane,BancoPosta,Postepay|poste.it posteitaliane.it postepay.it
PostNL|postnl.nl postnl.com
bpost|bpost.be
Swiss Post,Die Post|post.ch
Canada Post|canadapost.ca canadapost-postescanada.ca
Australia Post,AusPost|auspost.com.au
Deutsche Post|deutschepost.de dhl.de
PostNord|postnord.com postnord.se postnord.dk
Poczta Polska|poczta-polska.pl
Japan Post|post.japanpost.jp japanpost.jp
Yamato Transport|kuronekoyamato.co.jp
Sagawa|sagawa-exp.co.jp
Singapore Post,SingPost|singpost.com
~Chase,JPMorgan Chase,Chase Bank,JPMorgan|chase.com jpmorgan.com jpmchase.com
Bank of America,BofA|bankofamerica.com bofa.com
Wells Fargo|wellsfargo.com
Citibank,Citi Bank,Citigroup|citi.com citibank.com citigroup.com
Capital One|capitalone.com
US Bank,U.S. Bank|usbank.com
American Express,AmEx|americanexpress.com aexp.com amex.com
~Discover,Discover Card|discover.com
~Visa,Visa Card|visa.com
Mastercard|mastercard.com mastercard.us
Fidelity Investments,~Fidelity|fidelity.com fidelityinvestments.com
Merrill Lynch,Merrill,ml.com|ml.com merrill.com bankofamerica.com
Charles Schwab,Schwab|schwab.com
~Vanguard|vanguard.com
Navy Federal|navyfederal.org
USAA|usaa.com
TD Bank,TD Canada Trust|td.com tdbank.com
Royal Bank of Canada,RBC|rbc.com royalbank.com
Scotiabank|scotiabank.com
BMO|bmo.com
CIBC|cibc.com
Interac|interac.ca
Desjardins|desjardins.com
HSBC|hsbc.com hsbc.co.uk hsbc.com.hk
Barclays|barclays.co.uk barclays.com
Lloyds Bank,Lloyds|lloydsbank.co.uk lloydsbank.com
NatWest|natwest.com
~Halifax|halifax.co.uk
~Nationwide|nationwide.co.uk nationwide.com
Santander|santander.com santander.co.uk bancosantander.es santander.com.br santander.de
Monzo|monzo.com
Revolut|revolut.com
N26|n26.com
~Wise,TransferWise|wise.com transferwise.com
ING,ING-DiBa|ing.com ing.de ing.nl ing.be ing.es
ABN AMRO|abnamro.nl abnamro.com
Rabobank|rabobank.nl rabobank.com
Deutsche Bank|deutsche-bank.de db.com
Commerzbank|commerzbank.de commerzbank.com
Sparkasse|sparkasse.de s-kreditpartner.de
Volksbank,Volksbanken Raiffeisenbanken|vr.de volksbank.de
Postbank|postbank.de
DKB|dkb.de
Comdirect|comdirect.de
Raiffeisen|raiffeisen.ch raiffeisen.at
UBS|ubs.com
Erste Bank|erstebank.at sparkasse.at
BNP Paribas|bnpparibas.com bnpparibas.net mabanque.bnpparibas
Crédit Agricole|credit-agricole.fr credit-agricole.com
Société Générale|societegenerale.fr societegenerale.com sg.fr
Banque Postale|labanquepostale.fr
Crédit Mutuel|creditmutuel.fr
Boursorama,BoursoBank|boursorama.com boursobank.com
CaixaBank,La Caixa|caixabank.es caixabank.com lacaixa.es
BBVA|bbva.com bbva.es bbva.mx
Sabadell|bancsabadell.com
Intesa Sanpaolo|intesasanpaolo.com
UniCredit|unicredit.it unicreditgroup.eu
Nexi|nexi.it
Bradesco,Banco Bradesco|bradesco.com.br bradescoseguros.com.br infobradesco.com.br
Itaú,Banco Itaú,Itau Unibanco,Itoken|itau.com.br itau-unibanco.com.br
Banco do Brasil|bb.com.br
Caixa Econômica,Caixa Economica Federal|caixa.gov.br
Nubank,Banco NU,~NU|nubank.com.br
Banco Inter|bancointer.com.br inter.co
Unicred|unicred.com.br
Sicredi|sicredi.com.br
Sicoob|sicoob.com.br
Livelo|livelo.com.br
Esfera|esfera.com.vc
Serasa|serasa.com.br serasaexperian.com.br
PagSeguro,PagBank|pagseguro.com.br pagbank.com.br
Mercado Pago,Mercado Livre,Mercado Libre|mercadopago.com mercadopago.com.br mercadolivre.com.br mercadolibre.com mercadolivre.com
PicPay|picpay.com
Smiles|smiles.com.br
Magazine Luiza,Magalu|magazineluiza.com.br magalu.com.br
Americanas|americanas.com.br
Banorte|banorte.com
Bancolombia|bancolombia.com.co
BCP|viabcp.com
SBI|sbi.co.in onlinesbi.sbi
HDFC Bank|hdfcbank.com hdfcbank.net
ICICI Bank|icicibank.com
Axis Bank|axisbank.com
SMBC|smbc.co.jp smbc-card.com
Mizuho|mizuhobank.co.jp
MUFG|mufg.jp
JCB|jcb.co.jp
Rakuten|rakuten.co.jp rakuten.com rakuten-card.co.jp
ABSA|absa.co.za absa.africa
Standard Bank|standardbank.co.za
FNB|fnb.co.za
Maybank|maybank2u.com.my maybank.com
DBS|dbs.com dbs.com.sg
OCBC|ocbc.com
ANZ|anz.com anz.co.nz
CommBank,Commonwealth Bank|commbank.com.au cba.com.au
Westpac|westpac.com.au
NAB|nab.com.au
MetaMask|metamask.io consensys.io consensys.net
Trust Wallet,~Trust|trustwallet.com
~Ledger,Ledger Live,Ledger Wallet|ledger.com ledger.fr
Trezor|trezor.io satoshilabs.com
~Exodus,Exodus Wallet|exodus.com exodus.io
Coinbase,Coinbase Wallet|coinbase.com
Binance|binance.com binance.us binance.org
~Kraken|kraken.com
Bittrex|bittrex.com
Bitfinex|bitfinex.com
Bitstamp|bitstamp.net
Blockchain.com,Blockchain Wallet|blockchain.com blockchain.info
OpenSea|opensea.io
Uniswap|uniswap.org
PancakeSwap|pancakeswap.finance
SushiSwap|sushi.com
~Ripple,XRP,RippleNet,XRPL|ripple.com xrpl.org xrplf.org
~Stellar,Stellar Lumens,XLM|stellar.org
Ethereum|ethereum.org
Tether|tether.to tether.io
Celsius Network,Celsius|celsius.network stretto.com
Voyager Digital,~Voyager|investvoyager.com
FTX|ftx.com
BlockFi|blockfi.com
Crypto.com|crypto.com
KuCoin|kucoin.com
Bybit|bybit.com
OKX|okx.com
Bitget|bitget.com
Gate.io|gate.io
~Gemini|gemini.com
~Phantom|phantom.app phantom.com
Atomic Wallet|atomicwallet.io
WalletConnect|walletconnect.com walletconnect.org
Solana|solana.com
Cardano|cardano.org iohk.io
~Polygon|polygon.technology
Arbitrum|arbitrum.io
zkSync|zksync.io
Starknet|starknet.io
~Aave|aave.com
~Lido|lido.fi
TRON DAO,TRONIX|tron.network
Monad,MonadXYZ|monad.xyz
Arkham|arkhamintelligence.com arkm.com
~Bankless|bankless.com
Robinhood|robinhood.com
eToro|etoro.com
Electrum|electrum.org
Chainlink|chain.link
Vivo,Vivo Fixo,Vivo Fatura|vivo.com.br telefonica.com
Claro|claro.com.br claro.com.co
~TIM|tim.com.br tim.it
Vodafone|vodafone.com vodafone.de vodafone.co.uk vodafone.it vodafone.es
~Orange|orange.fr orange.com orange.es
SFR|sfr.fr sfr.com
~O2|o2.co.uk o2online.de telefonica.de
Telekom,Deutsche Telekom|telekom.de telekom.com t-online.de
T-Mobile|t-mobile.com
Verizon|verizon.com verizonwireless.com
AT&T|att.com att.net
Xfinity,Comcast|xfinity.com comcast.net comcast.com
Spectrum|spectrum.com charter.com
BT Group,BT Business|bt.com btinternet.com
Movistar|movistar.es telefonica.com
Swisscom|swisscom.ch swisscom.com
KPN|kpn.com
Ziggo|ziggo.nl
Telstra|telstra.com
DocuSign|docusign.com docusign.net
Adobe,Adobe Sign|adobe.com adobesign.com echosign.com
Dropbox|dropbox.com dropboxmail.com
WeTransfer|wetransfer.com
Zoom|zoom.us zoom.com
Slack|slack.com
GitHub|github.com
GitLab|gitlab.com
Atlassian|atlassian.com atlassian.net
GoDaddy|godaddy.com secureserver.net
Namecheap|namecheap.com
Cloudflare|cloudflare.com
OVH,OVHcloud|ovh.com ovhcloud.com ovh.net
IONOS,1&1|ionos.com ionos.de ionos.es ionos.fr 1und1.de
Strato|strato.de
Aruba|aruba.it arubapec.it
Web.de|web.de
GMX|gmx.net gmx.de gmx.com
Yahoo|yahoo.com yahooinc.com yahoo.co.jp
AOL|aol.com
Proton,proton.me,Proton Mail,ProtonMail|proton.me protonmail.com proton.ch protonmail.ch
Zoho|zoho.com zohocorp.com
Zimbra|zimbra.com
Roundcube|roundcube.net
cPanel|cpanel.net cpanel.com
Norton,Norton LifeLock,NortonLifeLock|norton.com nortonlifelock.com gendigital.com
McAfee|mcafee.com
Kaspersky|kaspersky.com
Avast|avast.com
Geek Squad|geeksquad.com bestbuy.com
Best Buy|bestbuy.com
Costco|costco.com
Walmart|walmart.com
Kroger|kroger.com
Home Depot|homedepot.com
Lowe's,Lowes|lowes.com
Starbucks|starbucks.com
Ace Hardware|acehardware.com
Omaha Steaks|omahasteaks.com
Ninja Foodi,Ninja Kitchen|ninjakitchen.com sharkninja.com
YETI Cooler,YETI Rewards|yeti.com
Stanley Tumbler|stanley1913.com
DeWalt|dewalt.com
Milwaukee Tool|milwaukeetool.com
Kohl's,Kohls|kohls.com
Macy's,Macys|macys.com
Dick's Sporting Goods|dickssportinggoods.com
Medicare Advantage,Medicare Plus|medicare.gov
Tractor Supply|tractorsupply.com
Ozempic|ozempic.com
Marlboro|marlboro.com
Tupperware|tupperware.com
Lidl Plus,Lidl Gewinnspiel|lidl.de lidl.com
MediaMarkt|mediamarkt.de mediamarkt.com
Saturn Gutschein|saturn.de
Decathlon|decathlon.com decathlon.fr
Carrefour|carrefour.fr carrefour.com
E.Leclerc,Leclerc|e.leclerc leclerc.fr
Bitpanda|bitpanda.com
MyEtherWallet|myetherwallet.com
Tangem|tangem.com
SafePal|safepal.com
Hyperliquid|hyperliquid.xyz
Jupiter Exchange|jup.ag
Upbit|upbit.com
Airtable|airtable.com
HubSpot|hubspot.com
Salesforce|salesforce.com
SAP Concur|concur.com sap.com
Workday|workday.com
ADP Payroll|adp.com
Paychex|paychex.com
Indeed|indeed.com
Fiverr|fiverr.com
Upwork|upwork.com
Patreon|patreon.com
Etsy|etsy.com
Ticketmaster|ticketmaster.com
Squarespace|squarespace.com
Wix|wix.com
WordPress|wordpress.com automattic.com
Bluehost|bluehost.com
Hostinger|hostinger.com
Gandi|gandi.net
NordVPN|nordvpn.com
LastPass|lastpass.com
1Password|1password.com
Bitwarden|bitwarden.com
Okta|okta.com
Duo Security|duosecurity.com duo.com
Twilio,SendGrid|twilio.com sendgrid.com sendgrid.net
Alipay|alipay.com
WeChat|wechat.com
LINE Corporation|line.me linecorp.com
Mercari|mercari.com mercari.jp
Eki-Net,えきねっと|eki-net.com
ETC利用照会|etc-meisai.jp
三井住友カード,三井住友銀行|smbc-card.com smbc.co.jp
楽天カード,楽天市場|rakuten-card.co.jp rakuten.co.jp
イオンカード,イオン銀行|aeon.co.jp aeonbank.co.jp
セゾンカード|saisoncard.co.jp
ヤマト運輸|kuronekoyamato.co.jp
佐川急便|sagawa-exp.co.jp
国税庁|nta.go.jp
Сбербанк,Sberbank|sberbank.ru sber.ru
Госуслуги|gosuslugi.ru
Harbor Freight|harborfreight.com
CVS Pharmacy|cvs.com
Walgreens|walgreens.com
Sam's Club,Sams Club|samsclub.com
Lidl|lidl.com lidl.de
~Aldi|aldi.com aldi.us
REWE|rewe.de
EDEKA|edeka.de
Rossmann|rossmann.de
Zalando|zalando.com zalando.de zalando.it
Sephora|sephora.com sephora.it sephora.fr
IKEA|ikea.com
SHEIN|shein.com
Temu|temu.com temuemail.com
AliExpress|aliexpress.com alibaba.com
eBay|ebay.com ebay.de ebay.co.uk ebay.fr ebay.it
Spotify|spotify.com
Disney Plus,Disney+|disneyplus.com disney.com
Hulu|hulu.com hulumail.com
Roblox|roblox.com
PlayStation|playstation.com sony.com sonyentertainmentnetwork.com
Xbox|xbox.com microsoft.com
Nintendo|nintendo.com nintendo.net
~Steam,Steam Support|steampowered.com steamcommunity.com valvesoftware.com
Booking.com|booking.com
Airbnb|airbnb.com
Expedia|expedia.com expediamail.com
Uber|uber.com
IRS,Internal Revenue Service|irs.gov
Social Security Administration|ssa.gov
HMRC,HM Revenue|hmrc.gov.uk gov.uk
DVLA|dvla.gov.uk gov.uk
TV Licensing|tvlicensing.co.uk
NHS|nhs.uk nhs.net
Impots.gouv,Direction générale des Finances|impots.gouv.fr dgfip.finances.gouv.fr
Ameli,Assurance Maladie|ameli.fr assurance-maladie.fr
ANTAI|antai.gouv.fr
Receita Federal|receita.fazenda.gov.br gov.br
INSS|inss.gov.br gov.br
Detran|detran.sp.gov.br gov.br
MEI Digital,Portal do Empreendedor|gov.br
ELSTER|elster.de
Finanzamt|elster.de bund.de
Agenzia delle Entrate|agenziaentrate.gov.it agenziaentrate.it
INPS|inps.it
Agencia Tributaria|agenciatributaria.es agenciatributaria.gob.es
Canada Revenue Agency,CRA|cra-arc.gc.ca canada.ca
myGov|my.gov.au
DigiD,Belastingdienst|digid.nl belastingdienst.nl
OpenAI,ChatGPT|openai.com chatgpt.com
Intuit,QuickBooks,TurboTax,Mailchimp|intuit.com quickbooks.com mailchimp.com turbotax.com
Zelle|zellepay.com
Venmo|venmo.com
Cash App,CashApp|cash.app square.com squareup.com
Western Union|westernunion.com
MoneyGram|moneygram.com
Klarna|klarna.com klarna.de
Stripe|stripe.com
Shopify|shopify.com shopifyemail.com
Experian|experian.com
Equifax|equifax.com
TransUnion|transunion.com
E-ZPass,EZPass,FasTrak,SunPass|e-zpassny.com ezpassnj.com bayareafastrak.org sunpass.com
Credit Karma|creditkarma.com
AFP Habitat|afphabitat.cl
EE Limited|ee.co.uk
Octopus Energy|octopus.energy octoenergy.com
British Gas|britishgas.co.uk
EDF|edf.fr edf.com
Enel|enel.it enel.com
Iberdrola|iberdrola.es iberdrola.com
E.ON|eon.de eon.com eonenergy.com
Vattenfall|vattenfall.de vattenfall.com
SNCF|sncf.com sncf-connect.com
Deutsche Bahn|bahn.de deutschebahn.com
Lufthansa|lufthansa.com miles-and-more.com
Delta Air Lines|delta.com
Southwest Airlines|southwest.com
Marriott|marriott.com
State Farm|statefarm.com
AAA|aaa.com
Blue Cross Blue Shield|bcbs.com
Medicare|medicare.gov
`

export interface KnownBrand {
  readonly name: string
  readonly names: readonly { readonly text: string; readonly ordinary: boolean }[]
  readonly domains: readonly string[]
}

/** The table, parsed; a few hundred lines, done once a process. */
export function knownBrands(): KnownBrand[] {
  return LINES.trim()
    .split('\n')
    .map((line) => {
      const [names = '', domains = ''] = line.split('|')
      const list = names.split(',').map((name) => ({ text: name.replace('~', ''), ordinary: name.startsWith('~') }))
      return { name: list[0]!.text, names: list, domains: domains.split(' ') }
    })
}
