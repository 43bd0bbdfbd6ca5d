// By what a vendor's protocol is known when it is spoken to a name that is not the vendor's: path forms, parameters, headers and cookies from the vendors' own
// documentation and SDKs. A row counts when all it names is there. `vendor`: hosts by which the catalogue knows it, first found counts.

export interface SignRow {
  readonly vendor: readonly string[]
  readonly name: string
  readonly path?: RegExp
  readonly query?: RegExp
  /** Properties (last names) that must all stand in the message. */
  readonly has?: readonly string[]
  /** Answer header (name) that must be there, optionally with this value. */
  readonly answer?: readonly [string, RegExp?]
  /** Name of a cookie that was sent or set. */
  readonly cookie?: RegExp
  /** Counts although the product can be self-hosted: the form belongs to the vendor's cloud. */
  readonly cloud?: true
}

const adobe = ['sc.omtrdc.net', 'omtrdc.net', 'adobe.com']
const google = ['www.google-analytics.com', 'google-analytics.com', 'google.com']
const gtm = ['www.googletagmanager.com', 'googletagmanager.com', 'google.com']

export const SIGNS: readonly SignRow[] = [
  // Web analytics
  { vendor: adobe, name: 'Adobe Analytics', path: /^\/b\/ss\/[^/]+\/\d+(?:\.\d+)?\// },
  { vendor: adobe, name: 'Adobe Analytics', answer: ['server', /^(?:omniture dc|jag$)/i] },
  {
    vendor: ['edge.adobedc.net', ...adobe],
    name: 'Adobe Experience Platform',
    path: /^\/ee\/(?:[a-z0-9]+\/)?(?:v\d\/)?(?:interact|collect)$/,
    query: /configId=/,
  },
  { vendor: ['dpm.demdex.net', ...adobe], name: 'Adobe Experience Cloud', path: /^\/id$/, query: /d_visid_ver=/ },
  { vendor: ['tt.omtrdc.net', ...adobe], name: 'Adobe Target', path: /^\/rest\/v1\/delivery$/, query: /client=.*sessionId=/ },
  { vendor: google, name: 'Google Analytics', path: /\/g\/collect$/, query: /(?:^|&)tid=G-/ },
  { vendor: google, name: 'Google Analytics', path: /\/(?:[jr]\/)?collect$/, query: /(?:^|&)tid=UA-/ },
  { vendor: google, name: 'Google Analytics', query: /(?:^|&)v=2&tid=G-[A-Z0-9]+&/ },
  { vendor: gtm, name: 'Google Tag Manager', query: /(?:^|&)id=GTM-[A-Z0-9]+/ },
  { vendor: gtm, name: 'Google Tag Manager', path: /\/gtag\/js$/, query: /(?:^|&)id=(?:G|AW|DC|UA)-/ },
  { vendor: ['eulerian.net', 'eulerian.com'], name: 'Eulerian', path: /^\/(?:ea\.js|e?a\.js|col\d+\/|newcol\/|col\/|dynview\/)/ },
  { vendor: ['eulerian.net', 'eulerian.com'], name: 'Eulerian', cookie: /^etuix$/ },
  { vendor: ['xiti.com', 'at-internet.com', 'piano.io'], name: 'Piano Analytics', path: /^\/hit\.xiti$/, query: /(?:^|&)s=\d+/ },
  { vendor: ['xiti.com', 'at-internet.com', 'piano.io'], name: 'Piano Analytics', path: /^\/event$/, query: /(?:^|&)s=\d+&idclient=/ },
  { vendor: ['webtrekk.net', 'wt-eu02.net', 'mapp.com'], name: 'Mapp Intelligence', path: /\/\d{15}\/wt$/ },
  { vendor: ['webtrends.com', 'oracleinfinity.io'], name: 'Webtrends', path: /\/dcs[a-z0-9_]+\/dcs\.gif$/ },
  {
    vendor: ['coremetrics.com', 'goacoustic.com'],
    name: 'Acoustic Digital Analytics',
    path: /^\/(?:eluminate|cm)$/,
    query: /(?:^|&)ci=\d+/,
  },
  { vendor: ['scorecardresearch.com', 'comscore.com'], name: 'Comscore', path: /^\/[bp]2?$/, query: /(?:^|&)c1=\d+&c2=\d+/ },
  // comScore Digital Analytix, formerly Nedstat.
  { vendor: ['scorecardresearch.com', 'comscore.com'], name: 'Comscore', query: /(?:^|&)ns__t=\d{10,}/ },
  { vendor: ['chartbeat.net', 'chartbeat.com'], name: 'Chartbeat', path: /^\/ping$/, query: /(?:^|&)h=.*&p=.*&u=/ },
  { vendor: ['parsely.com'], name: 'Parse.ly', path: /^\/plogger\/?$/, query: /idsite=/ },
  { vendor: ['mc.yandex.ru', 'yandex.com', 'yandex.ru'], name: 'Yandex Metrica', path: /^\/watch\/\d+/, query: /browser-info=/ },
  { vendor: ['snowplow.io', 'snowplowanalytics.com'], name: 'Snowplow', path: /\/com\.snowplowanalytics\.snowplow\/tp2$/ },
  {
    vendor: ['snowplow.io', 'snowplowanalytics.com'],
    name: 'Snowplow',
    path: /^\/i$/,
    query: /(?:^|&)tv=js-\d.*(?:^|&)aid=|(?:^|&)e=pv&.*(?:^|&)tv=js-/,
  },
  { vendor: ['matomo.cloud', 'matomo.org'], name: 'Matomo', path: /\/(?:matomo|piwik)\.php$/, query: /idsite=/ },
  { vendor: ['plausible.io'], name: 'Plausible', path: /\/api\/event$/, has: ['n', 'u', 'd', 'r'] },
  {
    vendor: ['contentsquare.net', 'contentsquare.com'],
    name: 'Contentsquare',
    path: /^\/(?:pageview|events|dynamic)$/,
    query: /(?:^|&)uu=.*&sn=.*&pid=\d+|(?:^|&)pid=\d+.*&uu=/,
  },
  { vendor: ['kameleoon.com', 'kameleoon.eu'], name: 'Kameleoon', query: /(?:^|&)siteCode=[a-z0-9]{10}(?:&|$)/ },
  // Product analytics and monitoring
  { vendor: ['mixpanel.com'], name: 'Mixpanel', has: ['mp_lib', 'token'] },
  { vendor: ['mixpanel.com'], name: 'Mixpanel', path: /\/(?:engage|groups)\/?$/, has: ['$token'] },
  {
    vendor: ['posthog.com'],
    name: 'PostHog',
    path: /\/(?:ingest|relay[^/]*|ph)\/(?:e|i\/v0\/e|decide|flags|s|array|batch|static|engage)(?:\/|$)/,
    cloud: true,
  },
  { vendor: ['posthog.com'], name: 'PostHog', path: /\/i\/v0\/e\/?$/, cloud: true },
  { vendor: ['posthog.com'], name: 'PostHog', path: /\/array\/phc_[A-Za-z0-9]+\//, cloud: true },
  { vendor: ['posthog.com'], name: 'PostHog', path: /\/(?:e|decide|flags|s)\/?$/, has: ['$lib_version'], cloud: true },
  {
    vendor: ['segment.io', 'segment.com'],
    name: 'Segment',
    path: /\/(?:v1\/)?(?:t|p|i|g|a|s|b|batch|track|page|identify)$/,
    has: ['messageId', 'writeKey'],
  },
  { vendor: ['segment.io', 'segment.com'], name: 'Segment', path: /\/v1\/projects\/[A-Za-z0-9]{20,}\/settings$/ },
  { vendor: ['segment.io', 'segment.com'], name: 'Segment', path: /\/analytics\.js\/v1\/[A-Za-z0-9]{20,}\/analytics/ },
  { vendor: ['amplitude.com'], name: 'Amplitude', has: ['client_upload_time', 'api_key'] },
  { vendor: ['heapanalytics.com', 'heap.io'], name: 'Heap', path: /^\/(?:h|api\/track|api\/capture)\/?$/, query: /(?:^|&)a=\d{6,}&u=\d+/ },
  { vendor: ['fullstory.com'], name: 'FullStory', path: /\/rec\/(?:page|bundle|integrations)(?:\/v\d)?$/, query: /OrgId=/ },
  { vendor: ['logrocket.com', 'lr-ingest.com'], name: 'LogRocket', path: /^\/i$/, query: /(?:^|&)a=[^&]+%2F[^&]+&r=/ },
  {
    vendor: ['datadoghq.com', 'browser-intake-datadoghq.com'],
    name: 'Datadog',
    query: /(?:^|[?&])(?:ddsource=browser|ddforward=|dd-api-key=)/,
  },
  {
    vendor: ['nr-data.net', 'newrelic.com'],
    name: 'New Relic',
    path: /^\/(?:events|jserrors|ins|resources|browser\/blobs)\/1\/[A-Za-z0-9-]+$/,
    query: /(?:^|&)a=\d+/,
  },
  { vendor: ['eum-appdynamics.com', 'appdynamics.com'], name: 'AppDynamics', path: /\/eumcollector\/beacons\/browser\/v\d\/AD-/ },
  { vendor: ['dynatrace.com', 'live.dynatrace.com'], name: 'Dynatrace', path: /\/rb_[A-Za-z0-9_-]+$/, query: /type=js/ },
  { vendor: ['bugsnag.com'], name: 'Bugsnag', has: ['payloadVersion', 'notifier'] },
  { vendor: ['launchdarkly.com'], name: 'LaunchDarkly', path: /\/sdk\/evalx\/[0-9a-f]{24}\// },
  { vendor: ['statsigapi.net', 'statsig.com'], name: 'Statsig', has: ['statsigMetadata'] },
  // Platforms that answer under the site's own name
  { vendor: ['vercel-insights.com', 'vercel.com'], name: 'Vercel', path: /^\/_vercel\/(?:insights|speed-insights)\// },
  {
    vendor: ['static.cloudflareinsights.com', 'cloudflareinsights.com', 'cloudflare.com'],
    name: 'Cloudflare',
    path: /^\/cdn-cgi\/(?:rum|zaraz|challenge-platform|beacon|bm)(?:\/|$)/,
  },
  { vendor: ['netlify.com', 'netlify.app'], name: 'Netlify', path: /^\/\.netlify\/(?:scripts\/rum|identity|functions)/ },
  // Bot defence
  { vendor: ['akamai.com', 'akamaihd.net', 'go-mpulse.net'], name: 'Akamai', path: /^\/akam\/\d+\// },
  { vendor: ['akamai.com', 'akamaihd.net', 'go-mpulse.net'], name: 'Akamai', cookie: /^_abck$/, has: ['sensor_data'] },
  { vendor: ['px-cloud.net', 'perimeterx.net', 'humansecurity.com'], name: 'HUMAN', path: /^\/[A-Za-z0-9]{8}\/(?:xhr\/|init\.js|captcha)/ },
  { vendor: ['datadome.co'], name: 'DataDome', answer: ['x-datadome'] },
  { vendor: ['imperva.com', 'incapsula.com'], name: 'Imperva', path: /^\/_Incapsula_Resource$/ },
  { vendor: ['kasada.io'], name: 'Kasada', path: /^\/149e9513-01fa-4fb0-aad4-566afd725d1b\// },
  // Marketing automation
  {
    vendor: ['marketo.com', 'mktoresp.com', 'mktoweb.com', 'marketo.net'],
    name: 'Marketo',
    path: /^\/(?:rs\/\d{3}-[A-Z]{3}-\d{3}\/|js\/forms2\/js\/forms2|index\.php\/(?:leadCapture|form)\/|webevents\/visitWebPage)/,
  },
  { vendor: ['pardot.com'], name: 'Pardot', answer: ['x-pardot-rsp'] },
  { vendor: ['pardot.com'], name: 'Pardot', path: /^\/(?:l|e)\/\d{5,}\//, cookie: /^(?:visitor_id\d+|pardot)/ },
  { vendor: ['pardot.com'], name: 'Pardot', path: /^\/analytics$/, query: /visitor_id=.*pi_opt_in=/ },
  { vendor: ['eloqua.com', 'en25.com'], name: 'Eloqua', path: /^\/visitor\/v200\/svrGP/ },
  { vendor: ['eloqua.com', 'en25.com'], name: 'Eloqua', cookie: /^ELOQUA$/ },
  { vendor: ['hubspot.com'], name: 'HubSpot', path: /^\/(?:_hcms\/|hs\/hsstatic\/|hs-fs\/|__ptq\.gif)/ },
  { vendor: ['hubspot.com'], name: 'HubSpot', answer: ['x-hs-hub-id'] },
  { vendor: ['actonsoftware.com', 'act-on.com'], name: 'Act-On', path: /^\/(?:acton|cdnr\/\d+\/acton)\/(?:bn|ct|fs|badge)\// },
  { vendor: ['evergage.com', 'salesforce.com'], name: 'Salesforce Personalization', path: /^\/(?:twreceiver|api2\/event\/)/ },
  {
    vendor: ['exacttarget.com', 'salesforce.com'],
    name: 'Salesforce Marketing Cloud',
    path: /^\/(?:pageview|cdn\/image\/fid\/)|\/lib\/fe[0-9a-f]{60,}/,
  },
  { vendor: ['braze.com'], name: 'Braze', path: /\/api\/v3\/(?:data|content_cards\/sync|feature_flags\/sync)\/?$/, has: ['api_key'] },
  // Identity
  { vendor: ['okta.com'], name: 'Okta', answer: ['x-okta-request-id'] },
  { vendor: ['auth0.com'], name: 'Auth0', answer: ['x-auth0-requestid'] },
  {
    vendor: ['gigya.com'],
    name: 'SAP Customer Data Cloud',
    path: /^\/(?:accounts\.[a-z]+(?:[A-Z][a-z]+)*|sdk\.config\.get|js\/gigya\.js|socialize\.[a-zA-Z]+)$/,
    query: /apiKey=|APIKey=/i,
  },
  {
    vendor: ['tinypass.com', 'piano.io'],
    name: 'Piano',
    path: /^\/(?:xbuilder\/experience\/|id\/api\/v1\/|checkout\/template\/)/,
    query: /aid=/,
  },
  // Tag managers and data platforms
  { vendor: ['tiqcdn.com', 'tealiumiq.com', 'tealium.com'], name: 'Tealium', path: /\/utag\/[^/]+\/[^/]+\/(?:prod|qa|dev)\/utag/ },
  { vendor: ['tiqcdn.com', 'tealiumiq.com', 'tealium.com'], name: 'Tealium', path: /^\/[^/]+\/[^/]+\/\d+\/i\.gif$/ },
  { vendor: ['ensighten.com'], name: 'Ensighten', path: /\/(?:prod|dev|stage)\/(?:Bootstrap\.js|serverComponent\.php)$/ },
  { vendor: ['tagcommander.com', 'commander1.com', 'commandersact.com'], name: 'Commanders Act', path: /\/tc_[A-Za-z0-9]+_\d+\.js$/ },
  { vendor: ['blueconic.net', 'blueconic.com'], name: 'BlueConic', path: /^\/DG\/DEFAULT\/rest\// },
  { vendor: ['keyade.com'], name: 'Keyade', path: /^\/k(?:\.js|aid_js)$/ },
  { vendor: ['mparticle.com'], name: 'mParticle', path: /\/v[123]\/JS\/[A-Za-z0-9-]+\/events$/ },
  { vendor: ['treasuredata.com'], name: 'Treasure Data', path: /\/js\/v3\/events?\//, query: /api_key=|modified=/ },
  // Advertising
  { vendor: ['adnxs.com', 'xandr.com'], name: 'Xandr', path: /^\/(?:ut\/v3(?:\/prebid)?|ptv|ttj)$/ },
  { vendor: ['fwmrm.net', 'freewheel.com'], name: 'FreeWheel', path: /^\/ad\/(?:g|p|l)\/1$/ },
  { vendor: ['openx.net', 'openx.com'], name: 'OpenX', path: /^\/w\/1\.0\/(?:jstag|acj|ai|arj|pd)$/ },
  {
    vendor: ['smartadserver.com', 'equativ.com'],
    name: 'Equativ',
    path: /^\/(?:ac|call\/pub[a-z]*\/|genericpost|h\/(?:aip|nshow))/,
    query: /(?:nwid|siteid)=/i,
  },
  { vendor: ['adtechus.com', 'adtech.de'], name: 'Adtech', path: /^\/add(?:yn|iframe|link)\/\d/ },
  { vendor: ['doubleclick.net', 'google.com'], name: 'Google Campaign Manager', path: /^\/(?:activity|ddm\/activity)[;/].*src=\d+/ },
  { vendor: ['realmedia.com', 'adnxs.com'], name: 'Open AdStream', path: /^\/RealMedia\/ads\// },
  { vendor: ['motionpoint.com'], name: 'MotionPoint', path: /^\/mpel(?:\/|\.js$)/ },
  { vendor: ['facebook.com', 'facebook.net'], name: 'Meta Pixel', path: /\/tr\/?$/, query: /(?:^|&)id=\d{10,}&ev=/ },
  { vendor: ['criteo.com', 'criteo.net'], name: 'Criteo', path: /^\/(?:event|dis\/rtax|m\/event)$/, query: /(?:^|&)a=\d+&v=5\./ },
  { vendor: ['tracedock.com'], name: 'TraceDock', answer: ['x-tracedock'] },
  { vendor: ['addingwell.com'], name: 'Addingwell', answer: ['x-gtm-server-preview'] },
]
