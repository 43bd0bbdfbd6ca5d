// Addresses in source text: which host, whose domain, and which of them can never be a vendor (namespaces, reserved names, this machine).
import { parse } from 'tldts'

/** `host` in lower case, `path` from the first '/', both as far as they are literal. `open`: the text ends inside the host (`https://` + a variable). */
export interface Address {
  readonly host: string
  readonly path: string
}

const URL =
  /^\s*(?:url\(["']?)?(?:(?:https?|wss?|ftp|smtps?|grpcs?|amqps?|mongodb(?:\+srv)?|postgres(?:ql)?|rediss?):)?\/\/(?:[^\s/@"']*@)?([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::\d+)?([/?#\u0000].*)?$/is

/** The address a literal text begins with; null for anything else. A bare `api.example.com/x` counts only with `bare`. */
export function addressOf(written: string, bare = false): Address | null {
  // A first label to be filled in: `https://{region}.api.acme.example`.
  const text = written.replace(/^(\w+:\/\/)(?:\{[\w-]{1,40}\}|%s|<[\w-]{1,40}>)(?=[.-])/, '$1x')
  const url = URL.exec(text)
  if (url) return { host: url[1]!.toLowerCase(), path: url[2] ?? '' }
  if (!bare) return null
  const plain = /^([a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,})(?::\d+)?(\/\S*)?$/i.exec(text)
  return plain ? { host: plain[1]!.toLowerCase(), path: plain[2] ?? '' } : null
}

/** Registrable domain of a host, by the public suffix list; null for addresses, reserved and single-label names. Hosts below a private suffix (`x.github.io`) are their own domain. */
export function domainOf(host: string): string | null {
  const found = parse(host, { allowPrivateDomains: true, validateHostname: false })
  if (found.isIp || !found.domain || !(found.isIcann || found.isPrivate)) return null
  const domain = found.domain.toLowerCase()
  return RESERVED.test(domain) ? null : domain
}

const RESERVED =
  /(?:^|\.)(?:example|test|invalid|local|localhost|internal|lan|onion|arpa)$|(?:^|\.)(?:example|test|domain|yourdomain|mydomain|your-domain|my-domain|yourcompany|yoursite|mysite|company|acme|dummy|foo|bar|host|hostname|website|service|server|site|mycompany|your-site|your-company|placeholder|acmecorp|acme-?inc|example-?(?:company|corp|app|site))\.(?:com|org|net|io|co|edu|dev|app)$/

/** Names that stand in code as identifiers, standards or homes of software, and take no data when the code runs. */
const NAMESPACES = new Set(
  `w3.org schema.org json-schema.org xmlsoap.org openxmlformats.org opengis.net purl.org ogp.me xmlns.com ietf.org rfc-editor.org iana.org iso.org unicode.org tc39.es whatwg.org ecma-international.org
apache.org mozilla.org gnu.org opensource.org spdx.org creativecommons.org choosealicense.com fsf.org
springframework.org hibernate.org jboss.org sun.com oasis-open.org jcp.org java.net junit.org mybatis.org
python.org pypi.org pythonhosted.org djangoproject.com readthedocs.io readthedocs.org palletsprojects.com
rubyonrails.org rubygems.org ruby-lang.org ruby-doc.org rubydoc.info golang.org go.dev godoc.org pkg.go.dev gopkg.in php.net laravel.com symfony.com getcomposer.org packagist.org
nodejs.org npmjs.com npmjs.org yarnpkg.com pnpm.io reactjs.org react.dev nextjs.org vuejs.org nuxt.com nuxtjs.org svelte.dev angular.io angular.dev angularjs.org webpack.js.org vitejs.dev vite.dev eslint.org prettier.io typescriptlang.org babeljs.io jestjs.io jestjs.io tailwindcss.com getbootstrap.com jquery.com jqueryui.com
stackoverflow.com stackexchange.com superuser.com serverfault.com medium.com dev.to wikipedia.org wikimedia.org mdn.io caniuse.com web.dev css-tricks.com
gradle.org maven.org sonatype.org sonatype.com jitpack.io kotlinlang.org android.com debian.org ubuntu.com alpinelinux.org docker.com docker.io quay.io ghcr.io docs.rs crates.io kernel.org
androidplatform.net linkedin.com youtu.be mit-license.org semver.org keepachangelog.com conventionalcommits.org contributor-covenant.org editorconfig.org json.org yaml.org openapis.org swagger.io graphql.org postgresql.org mysql.com mariadb.org sqlite.org redis.io
bit.ly goo.gl t.co tinyurl.com lvh.me nip.io sslip.io xip.io localtest.me localhost.run ngrok.io ngrok.app ngrok-free.app vercel.app netlify.app herokuapp.com onrender.com fly.dev github.io gitlab.io pages.dev`
    .split(/\s+/)
    .filter(Boolean),
)

/** An application on a platform whose name says nothing of who runs it: `demo.netlify.app`. */
export function guest(host: string): boolean {
  const domain = domainOf(host)
  return domain !== null && NAMESPACES.has(domain.slice(domain.indexOf('.') + 1))
}

/** A host that can be somebody who is handed data. */
export function foreign(host: string): string | null {
  const domain = domainOf(host)
  if (!domain || NAMESPACES.has(domain)) return null
  const suffix = domain.slice(domain.indexOf('.') + 1)
  return NAMESPACES.has(suffix) ? null : domain
}
