// A certificate authority that lives as long as one capture: its key never touches the disk, and nothing but the captured browser or program is told to trust it.
import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import forge from 'node-forge'

const DAY = 86_400_000
/** Certificates kept in memory; a page that asks for more names makes new ones. */
const MOST = 2_000

export interface Authority {
  /** Certificate of the authority, PEM, for programs to trust. */
  readonly pem: string
  /** SHA-256 of its public key, base64: what Chromium's --ignore-certificate-errors-spki-list takes. */
  readonly spki: string
  /** A TLS context that proves to be `host`. */
  contextFor(host: string): SecureContext
}

/** Makes a new authority, valid from a day before `now` (ms since 1970) for nine days. */
export function newAuthority(now: number): Authority {
  const authorityKeys = newKeys()
  // One key for all hosts: they live in one process for minutes, and making a key a host would slow the page down.
  const hostKeys = newKeys()
  const subject = [{ name: 'commonName', value: 'Cordon capture (throw-away)' }]
  const ca = certificate(now, authorityKeys.publicKey, subject, subject, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  ca.sign(authorityKeys.privateKey, forge.md.sha256.create())
  const pem = forge.pki.certificateToPem(ca)
  const der = createPublicKey(authorityKeys.publicPem).export({ type: 'spki', format: 'der' })
  const contexts = new Map<string, SecureContext>()

  return {
    pem,
    spki: createHash('sha256').update(der).digest('base64'),
    contextFor(host) {
      const known = contexts.get(host)
      if (known) return known
      const isAddress = /^[\d.]+$|:/.test(host)
      const name = [{ name: 'commonName', value: host.length <= 64 ? host : 'captured host' }]
      const leaf = certificate(now, hostKeys.publicKey, name, subject, [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: [isAddress ? { type: 7, ip: host } : { type: 2, value: host }] },
      ])
      leaf.sign(authorityKeys.privateKey, forge.md.sha256.create())
      const context = createSecureContext({ key: hostKeys.privatePem, cert: `${forge.pki.certificateToPem(leaf)}\n${pem}` })
      if (contexts.size >= MOST) contexts.clear()
      contexts.set(host, context)
      return context
    },
  }
}

function newKeys() {
  const { publicKey: publicPem, privateKey: privatePem } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  return { publicPem, privatePem, publicKey: forge.pki.publicKeyFromPem(publicPem), privateKey: forge.pki.privateKeyFromPem(privatePem) }
}

function certificate(
  now: number,
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  extensions: object[],
): forge.pki.Certificate {
  const made = forge.pki.createCertificate()
  made.publicKey = publicKey
  // Positive and at most 20 bytes (RFC 5280, 4.1.2.2).
  made.serialNumber = `01${randomBytes(15).toString('hex')}`
  made.validity.notBefore = new Date(now - DAY)
  made.validity.notAfter = new Date(now + 8 * DAY)
  made.setSubject(subject)
  made.setIssuer(issuer)
  made.setExtensions(extensions)
  return made
}
