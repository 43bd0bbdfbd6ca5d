// Analytics in JavaScript and TypeScript, as applications write them by the vendors’ own documentation.
import type { HandingIdioms } from './idioms.ts'

export const jsAnalytics: HandingIdioms = {
  'posthog react provider with identify in another component': [
    {
      'app/providers.tsx': `
'use client'
import posthog from 'posthog-js'
import { PostHogProvider } from 'posthog-js/react'
import { useEffect } from 'react'

export function Providers({ children }: { children: React.ReactNode }) {
  useEffect(() => {
    posthog.init(process.env.NEXT_PUBLIC_POSTHOG_KEY!, { api_host: '/ingest', person_profiles: 'identified_only', capture_pageview: false })
  }, [])
  return <PostHogProvider client={posthog}>{children}</PostHogProvider>
}
`,
      'components/identify.tsx': `
'use client'
import { usePostHog } from 'posthog-js/react'
import { useEffect } from 'react'
import { useSession } from '@/lib/session'

export function Identify() {
  const posthog = usePostHog()
  const { data: session } = useSession()
  useEffect(() => {
    if (!session?.user) return
    posthog?.identify(session.user.id, { email: session.user.email, name: session.user.name, plan: session.user.plan })
  }, [posthog, session])
  return null
}
`,
      'components/upgrade-button.tsx': `
import { usePostHog } from 'posthog-js/react'
export function UpgradeButton() {
  const posthog = usePostHog()
  return <button onClick={() => posthog.capture('upgrade_clicked', { source: 'sidebar' })}>Upgrade</button>
}
`,
      'app/layout.tsx': `
import { Providers } from './providers'
import { Identify } from '../components/identify'
import { UpgradeButton } from '../components/upgrade-button'
export default function Layout({ children }) { return <Providers><Identify /><UpgradeButton />{children}</Providers> }
`,
    },
    { posthog: ['user.unique_id', 'user.contact.email', 'user.name', 'user.behavior.event'] },
  ],
  'posthog node wrapper class with capture and shutdown': [
    {
      'src/lib/analytics.ts': `
import { PostHog } from 'posthog-node'
import { env } from '../env'

class Analytics {
  private client: PostHog | null = null
  constructor() {
    if (env.POSTHOG_API_KEY) this.client = new PostHog(env.POSTHOG_API_KEY, { host: 'https://eu.i.posthog.com' })
  }
  track(userId: string, event: string, properties: Record<string, unknown> = {}) {
    this.client?.capture({ distinctId: userId, event, properties })
  }
  setOrganization(orgId: string, properties: Record<string, unknown>) {
    this.client?.groupIdentify({ groupType: 'organization', groupKey: orgId, properties })
  }
}
export const analytics = new Analytics()
`,
      'src/routes/signup.ts': `
import { Router } from 'express'
import { analytics } from '../lib/analytics'
import { createUser } from '../users'
export const router = Router()
router.post('/signup', async (req, res) => {
  const user = await createUser(req.body)
  analytics.track(user.id, 'signed_up', { email: user.email, method: 'password' })
  analytics.setOrganization(user.organizationId, { seats: 1 })
  res.json({ ok: true })
})
`,
      'src/index.ts': `
import express from 'express'
import { router } from './routes/signup'
const app = express()
app.use(router)
app.listen(3000)
`,
    },
    { posthog: ['user.unique_id', 'user.behavior.event', 'user.contact.email', 'user.organization_id'] },
  ],
  'mixpanel browser with people set': [
    {
      'src/analytics/mixpanel.js': `
import mixpanel from 'mixpanel-browser'

mixpanel.init(import.meta.env.VITE_MIXPANEL_TOKEN, { track_pageview: true, persistence: 'localStorage' })

export const actions = {
  identify: (id) => mixpanel.identify(id),
  alias: (id) => mixpanel.alias(id),
  track: (name, props) => mixpanel.track(name, props),
  people: { set: (props) => mixpanel.people.set(props) },
}
`,
      'src/pages/Login.jsx': `
import { actions as Mixpanel } from '../analytics/mixpanel'
export function onLogin(user) {
  Mixpanel.identify(user._id)
  Mixpanel.people.set({ $email: user.email, $name: \`\${user.firstName} \${user.lastName}\` })
  Mixpanel.track('Successful login')
}
`,
      'src/main.jsx': `
import { onLogin } from './pages/Login'
window.addEventListener('login', (e) => onLogin(e.detail))
`,
    },
    { mixpanel: ['user.unique_id', 'user.contact.email', 'user.name', 'user.behavior.event'] },
  ],
  'amplitude browser identify builder': [
    {
      'src/amplitude.ts': `
import * as amplitude from '@amplitude/analytics-browser'
export function setup(key: string) {
  amplitude.init(key, { defaultTracking: true })
}
export function login(user: { id: string; email: string; tier: string }) {
  amplitude.setUserId(user.id)
  const identify = new amplitude.Identify()
  identify.set('email', user.email).set('tier', user.tier)
  amplitude.identify(identify)
}
export function logEvent(eventName: string, eventProperties?: Record<string, any>) {
  amplitude.track(eventName, eventProperties)
}
`,
      'src/main.ts': `
import { login, logEvent, setup } from './amplitude'
setup('k')
login(JSON.parse(localStorage.user))
logEvent('Page Opened', { title: document.title })
`,
    },
    { amplitude: ['user.unique_id', 'user.contact.email', 'user.behavior.event'] },
  ],
  'segment analytics-next load and identify': [
    {
      'src/segment.ts': `
import { AnalyticsBrowser } from '@segment/analytics-next'
export const analytics = AnalyticsBrowser.load({ writeKey: process.env.REACT_APP_SEGMENT_KEY! })
`,
      'src/App.tsx': `
import { analytics } from './segment'
import { useUser } from './useUser'
import { useEffect } from 'react'
export default function App() {
  const user = useUser()
  useEffect(() => {
    analytics.identify(user.uuid, { email: user.email, name: user.fullName })
    analytics.group(user.company.id, { name: user.company.name })
    analytics.page()
  }, [user])
  return <button onClick={() => analytics.track('Clicked CTA')}>Go</button>
}
`,
    },
    { segment: ['user.unique_id', 'user.contact.email', 'user.name', 'user.organization_id', 'user.behavior.event'] },
  ],
  'gtag inline in next script and event helper': [
    {
      'app/layout.tsx': `
import Script from 'next/script'
import { GA_ID } from '../lib/gtag'
export default function RootLayout({ children }) {
  return (
    <html>
      <body>{children}</body>
      <Script src={\`https://www.googletagmanager.com/gtag/js?id=\${GA_ID}\`} strategy="afterInteractive" />
      <Script id="ga" dangerouslySetInnerHTML={{ __html: \`
        window.dataLayer = window.dataLayer || [];
        function gtag(){dataLayer.push(arguments);}
        gtag('js', new Date());
        gtag('config', '\${GA_ID}', { page_path: window.location.pathname });
      \` }} />
    </html>
  )
}
`,
      'lib/gtag.ts': `
export const GA_ID = process.env.NEXT_PUBLIC_GA_ID
export const pageview = (url: string) => window.gtag('config', GA_ID, { page_path: url })
export const event = ({ action, category, label, value }) =>
  window.gtag('event', action, { event_category: category, event_label: label, value })
export const setUser = (user) => window.gtag('set', { user_id: user.id })
`,
      'app/page.tsx': `
'use client'
import * as gtag from '../lib/gtag'
export default function Page({ user }) {
  gtag.setUser(user)
  return <button onClick={() => gtag.event({ action: 'submit_form', category: 'Contact', label: 'hero' })}>x</button>
}
`,
    },
    { 'google-analytics': ['user.behavior.page_url', 'user.behavior.event', 'user.unique_id'] },
  ],
  'react-ga4': [
    {
      'src/ga.js': `
import ReactGA from 'react-ga4'
export const initGA = (userId) => {
  ReactGA.initialize('G-XXXX', { gaOptions: { userId } })
}
export const logPageView = () => ReactGA.send({ hitType: 'pageview', page: window.location.pathname + window.location.search })
export const logEvent = (category, action) => ReactGA.event({ category, action })
`,
      'src/index.jsx': `
import { initGA, logPageView, logEvent } from './ga'
import { currentUser } from './auth'
initGA(currentUser().id)
logPageView()
logEvent('User', 'Signed in')
`,
    },
    { 'google-analytics': ['user.unique_id', 'user.behavior.page_url', 'user.behavior.event'] },
  ],
  'gtm dataLayer push': [
    {
      'pages/_app.js': `
import TagManager from 'react-gtm-module'
import { useEffect } from 'react'
import { useAuth } from '../auth'
export default function MyApp({ Component, pageProps }) {
  const { user } = useAuth()
  useEffect(() => { TagManager.initialize({ gtmId: 'GTM-AAAA' }) }, [])
  useEffect(() => {
    window.dataLayer?.push({ event: 'user_login', userId: user.id, email: user.email })
    TagManager.dataLayer({ dataLayer: { event: 'login' } })
  }, [user])
  return <Component {...pageProps} />
}
`,
    },
    { 'google-tag-manager': ['user.unique_id', 'user.contact.email', 'user.behavior.event'] },
  ],
  'plausible script and custom event': [
    {
      'index.html': `
<!doctype html><html><head>
<script defer data-domain="shop.example" src="https://plausible.io/js/script.tagged-events.js"></script>
<script>window.plausible = window.plausible || function() { (window.plausible.q = window.plausible.q || []).push(arguments) }</script>
</head><body><script type="module" src="/src/main.ts"></script></body></html>
`,
      'src/main.ts': `
document.querySelector('#buy')!.addEventListener('click', () => {
  window.plausible('Purchase', { props: { plan: 'pro' } })
})
`,
    },
    { plausible: ['user.behavior.event'] },
  ],
  'umami tracker script from constants': [
    {
      'src/App.vue': `
<script setup lang="ts">
import { onMounted } from 'vue'
import { useUserStore } from './stores/user'
const user = useUserStore()
onMounted(() => {
  const s = document.createElement('script')
  s.src = 'https://cloud.umami.is/script.js'
  s.dataset.websiteId = import.meta.env.VITE_UMAMI_ID
  document.head.appendChild(s)
  s.onload = () => {
    window.umami.identify(user.id, { email: user.email })
    window.umami.track('app-open')
  }
})
</script>
<template><router-view /></template>
`,
    },
    { umami: ['user.unique_id', 'user.contact.email', 'user.behavior.event'] },
  ],
  'vercel analytics track': [
    {
      'app/layout.tsx': `
import { Analytics } from '@vercel/analytics/react'
import { SpeedInsights } from '@vercel/speed-insights/next'
export default function Layout({ children }) { return <html><body>{children}<Analytics /><SpeedInsights /></body></html> }
`,
      'app/cta.tsx': `
import { track } from '@vercel/analytics'
export const Cta = () => <a onClick={() => track('Signup', { location: 'footer' })}>Sign up</a>
`,
    },
    { vercel: ['user.behavior.event'] },
  ],
  'heap snippet and identify': [
    {
      'src/layouts/Base.astro': `
---
const { user } = Astro.props
---
<html><head>
<script is:inline>
  window.heap=window.heap||[],heap.load=function(e,t){window.heap.appid=e,window.heap.config=t=t||{};var r=document.createElement("script");r.type="text/javascript",r.async=!0,r.src="https://cdn.heapanalytics.com/js/heap-"+e+".js";};
  heap.load("111");
</script>
</head><body><slot /></body></html>
`,
      'src/heap.ts': `
declare global { interface Window { heap: any } }
export function identifyHeap(user) {
  window.heap.identify(user.id)
  window.heap.addUserProperties({ email: user.email, name: user.displayName, jobTitle: user.jobTitle })
}
`,
      'src/main.ts': `
import { identifyHeap } from './heap'
identifyHeap(window.__USER__)
`,
    },
    { heap: ['user.unique_id', 'user.contact.email', 'user.name', 'user.job_title'] },
  ],
  'hotjar clarity fullstory together in a service': [
    {
      'src/replay/index.ts': `
import Hotjar from '@hotjar/browser'
import Clarity from '@microsoft/clarity'
import { FullStory, init as initFullStory } from '@fullstory/browser'
import type { User } from '../types'

export class SessionReplayService {
  start() {
    Hotjar.init(Number(import.meta.env.VITE_HOTJAR_ID), 6)
    Clarity.init(import.meta.env.VITE_CLARITY_ID)
    initFullStory({ orgId: import.meta.env.VITE_FS_ORG })
  }
  identify(user: User) {
    Hotjar.identify(user.id, { email: user.email, plan: user.plan })
    Clarity.identify(user.id, undefined, undefined, user.displayName)
    FullStory('setIdentity', { uid: user.id, properties: { displayName: user.displayName, email: user.email } })
  }
}
`,
      'src/main.ts': `
import { SessionReplayService } from './replay'
import { me } from './api'
const replay = new SessionReplayService()
replay.start()
me().then((user) => replay.identify(user))
`,
    },
    {
      hotjar: ['user.unique_id', 'user.contact.email'],
      'microsoft-clarity': ['user.unique_id'],
      fullstory: ['user.unique_id', 'user.contact.email', 'user.name'],
    },
  ],
  'june and koala snippets by npm': [
    {
      'lib/june.ts': `
import { Analytics } from '@june-so/analytics-node'
const june = new Analytics(process.env.JUNE_KEY!)
export function juneIdentify(userId: string, traits: Record<string, unknown>) { june.identify({ userId, traits }) }
export function juneTrack(userId: string, event: string) { june.track({ userId, event }) }
`,
      'app/api/welcome/route.ts': `
import { juneIdentify, juneTrack } from '@/lib/june'
import { auth } from '@/auth'
export async function POST() {
  const session = await auth()
  juneIdentify(session.user.id, { email: session.user.email })
  juneTrack(session.user.id, 'Onboarded')
  return Response.json({})
}
`,
      'app/signup/form.tsx': `
'use client'
export function Form() {
  return <form onSubmit={(e) => { window.ko?.identify(e.target.email.value) }} />
}
`,
      'app/layout.tsx': `
import Script from 'next/script'
export default ({ children }) => <html><Script src="https://cdn.getkoala.com/v1/pk_1/sdk.js" />{children}</html>
`,
    },
    { june: ['user.unique_id', 'user.contact.email', 'user.behavior.event'] },
  ],
  'customer.io track node and browser snippet': [
    {
      'src/marketing/cio.service.ts': `
import { Injectable } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import { TrackClient, APIClient, RegionEU, SendEmailRequest } from 'customerio-node'
@Injectable()
export class CustomerIoService {
  private readonly cio: TrackClient
  constructor(private readonly config: ConfigService) {
    this.cio = new TrackClient(this.config.get('CIO_SITE_ID'), this.config.get('CIO_API_KEY'), { region: RegionEU })
  }
  async upsert(user: UserEntity) {
    await this.cio.identify(user.id, { email: user.email, first_name: user.firstName, created_at: user.createdAt })
  }
  async event(user: UserEntity, name: string, data = {}) {
    await this.cio.track(user.id, { name, data })
  }
}
`,
      'src/users/users.service.ts': `
import { Injectable } from '@nestjs/common'
import { CustomerIoService } from '../marketing/cio.service'
@Injectable()
export class UsersService {
  constructor(private cio: CustomerIoService) {}
  async register(dto: RegisterDto) {
    const user = await this.repo.save(dto)
    await this.cio.upsert(user)
    await this.cio.event(user, 'registered')
  }
}
`,
      'src/main.ts': `
import { NestFactory } from '@nestjs/core'
import { UsersService } from './users/users.service'
NestFactory.create(UsersService)
`,
    },
    { 'customer-io': ['user.unique_id', 'user.contact.email', 'user.name.first', 'user.behavior.event'] },
  ],
  'userlist by fetch with a base and a push': [
    {
      'server/userlist.ts': `
const USERLIST_PUSH_URL = process.env.USERLIST_PUSH_URL || 'https://push.userlist.com'
async function push(path: string, payload: object) {
  return fetch(\`\${USERLIST_PUSH_URL}\${path}\`, {
    method: 'POST',
    headers: { Authorization: \`Push \${process.env.USERLIST_KEY}\`, 'Content-Type': 'application/json' },
    body: JSON.stringify(payload),
  })
}
export const pushUser = (user) => push('/users', { identifier: user.id, email: user.email, properties: { name: user.name } })
`,
      'server/index.ts': `
import { createServer } from 'node:http'
import { pushUser } from './userlist'
createServer(async (req) => { await pushUser(req.user) }).listen(1)
`,
    },
    { 'userlist.com': ['user.unique_id', 'user.contact.email', 'user.name'] },
  ],
}
