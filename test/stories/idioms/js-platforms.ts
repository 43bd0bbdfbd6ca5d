// Sign-in, checks for robots, models, search and storage in JavaScript and TypeScript, as applications write them by the vendors’ own documentation.
import type { HandingIdioms } from './idioms.ts'

export const jsPlatforms: HandingIdioms = {
  'clerk middleware and user update': [
    {
      'middleware.ts': `
import { clerkMiddleware } from '@clerk/nextjs/server'
export default clerkMiddleware()
`,
      'app/onboarding/action.ts': `
'use server'
import { auth, clerkClient } from '@clerk/nextjs/server'
export async function complete(form: FormData) {
  const { userId } = await auth()
  const client = await clerkClient()
  await client.users.updateUser(userId, { publicMetadata: { onboarded: true } })
}
`,
    },
    { clerk: ['user.unique_id'] },
  ],
  'auth0 management and workos invite': [
    {
      'src/auth0.ts': `
import { ManagementClient } from 'auth0'
const management = new ManagementClient({ domain: process.env.AUTH0_DOMAIN!, clientId: 'x', clientSecret: process.env.AUTH0_SECRET! })
export const createUser = (email: string, password: string, name: string) => management.users.create({ connection: 'Username-Password-Authentication', email, password, name })
`,
      'src/workos.ts': `
import { WorkOS } from '@workos-inc/node'
const workos = new WorkOS(process.env.WORKOS_API_KEY)
export const invite = (email: string, organizationId: string) => workos.userManagement.sendInvitation({ email, organizationId })
`,
      'src/index.ts': `
import { createUser } from './auth0'
import { invite } from './workos'
import express from 'express'
express().post('/u', async (req, res) => { const { email, password, name } = req.body; await createUser(email, password, name); await invite(email, req.body.organizationId); res.end() }).listen(1)
`,
    },
    { auth0: ['user.contact.email', 'user.name', 'user.authorization.password'], workos: ['user.contact.email', 'user.organization_id'] },
  ],
  'supabase auth table and storage': [
    {
      'lib/supabase.ts': `
import { createClient } from '@supabase/supabase-js'
export const supabase = createClient(process.env.EXPO_PUBLIC_SUPABASE_URL!, process.env.EXPO_PUBLIC_SUPABASE_ANON_KEY!)
`,
      'screens/SignUp.tsx': `
import { supabase } from '../lib/supabase'
export async function signUp(email: string, password: string, fullName: string) {
  return supabase.auth.signUp({ email, password, options: { data: { full_name: fullName } } })
}
export async function savePost(userId: string, body: string) {
  await supabase.from('posts').insert({ user_id: userId, body })
}
export async function uploadAvatar(userId: string, file: File) {
  await supabase.storage.from('avatars').upload(\`\${userId}/avatar.png\`, file)
}
`,
      'App.tsx': `
import { signUp, savePost, uploadAvatar } from './screens/SignUp'
export default function App() { return { signUp, savePost, uploadAvatar } }
`,
    },
    { supabase: ['user.contact.email', 'user.authorization.password', 'user.content', 'user.name', 'user.unique_id'] },
  ],
  'firebase auth and firestore web': [
    {
      'src/firebase.ts': `
import { initializeApp } from 'firebase/app'
import { getAuth, createUserWithEmailAndPassword, updateProfile } from 'firebase/auth'
import { getFirestore, addDoc, collection, setDoc, doc } from 'firebase/firestore'
const app = initializeApp({ apiKey: 'x', projectId: 'shop' })
const auth = getAuth(app)
const db = getFirestore(app)
export async function register(email: string, password: string, name: string) {
  const { user } = await createUserWithEmailAndPassword(auth, email, password)
  await updateProfile(user, { displayName: name })
  await setDoc(doc(db, 'users', user.uid), { email, name })
}
export const post = (uid: string, text: string) => addDoc(collection(db, 'posts'), { uid, text })
`,
      'src/main.ts': `
import { post, register } from './firebase'
document.querySelector('form')!.onsubmit = (e) => register(e.target.email.value, e.target.password.value, e.target.name.value)
window.post = (text) => post(window.uid, text)
`,
    },
    { firebase: ['user.contact.email', 'user.authorization.password', 'user.name', 'user.content'] },
  ],
  'turnstile siteverify with the visitor address': [
    {
      'src/turnstile.ts': `
const SITEVERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify'
export async function verifyTurnstile(token: string, ip: string | undefined) {
  const form = new FormData()
  form.append('secret', process.env.TURNSTILE_SECRET!)
  form.append('response', token)
  if (ip) form.append('remoteip', ip)
  const r = await fetch(SITEVERIFY, { method: 'POST', body: form })
  return (await r.json()).success
}
`,
      'src/worker.ts': `
import { verifyTurnstile } from './turnstile'
export default { async fetch(req: Request) {
  const body = await req.formData()
  await verifyTurnstile(String(body.get('cf-turnstile-response')), req.headers.get('CF-Connecting-IP') ?? undefined)
  return new Response()
} }
`,
    },
    { cloudflare: ['user.device.ip_address'] },
  ],
  'recaptcha verification by axios params and template url': [
    {
      'src/captcha.js': `
const axios = require('axios')
module.exports = async function recaptcha(req, res, next) {
  const { data } = await axios.post('https://www.google.com/recaptcha/api/siteverify', null, {
    params: { secret: process.env.RECAPTCHA_SECRET, response: req.body['g-recaptcha-response'], remoteip: req.ip },
  })
  if (!data.success) return res.sendStatus(400)
  next()
}
`,
      'src/index.js': `
const app = require('express')()
app.post('/', require('./captcha'), (req, res) => res.end())
app.listen(1)
`,
    },
    { recaptcha: ['user.device.ip_address'] },
  ],
  'hcaptcha verify with package and forwarded header': [
    {
      'src/hcaptcha.ts': `
import { verify } from 'hcaptcha'
export async function check(req) {
  const ip = req.headers['x-forwarded-for']?.split(',')[0] ?? req.socket.remoteAddress
  const data = await verify(process.env.HCAPTCHA_SECRET!, req.body.token, ip)
  return data.success
}
`,
      'src/server.ts': `
import express from 'express'
import { check } from './hcaptcha'
express().post('/', async (req, res) => res.json(await check(req))).listen(1)
`,
    },
    { hcaptcha: ['user.device.ip_address'] },
  ],
  'recaptcha string url': [
    {
      'src/verify.ts': `
import got from 'got'
const VERIFY_URL = 'https://www.google.com/recaptcha/api/siteverify'
export const verify = (secret: string, response: string, clientIp: string) =>
  got.post(\`\${VERIFY_URL}?secret=\${secret}&response=\${response}&remoteip=\${clientIp}\`).json()
`,
      'src/index.ts': `
import Koa from 'koa'
import { verify } from './verify'
new Koa().use(async (ctx) => { ctx.body = await verify(process.env.S!, ctx.request.body.captcha, ctx.ip) }).listen(1)
`,
    },
    { recaptcha: ['user.device.ip_address'] },
  ],
  'openai chat with system and user prompt': [
    {
      'src/summarize.ts': `
import OpenAI from 'openai'
const openai = new OpenAI()
export async function summarize(userId: string, notes: string) {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    user: userId,
    messages: [{ role: 'system', content: 'Summarize.' }, { role: 'user', content: notes }],
  })
  return completion.choices[0].message.content
}
`,
      'src/index.ts': `
import { summarize } from './summarize'
Bun.serve({ fetch: async (r) => { const b = await r.json(); return new Response(await summarize(b.userId, b.notes)) } })
`,
    },
    { openai: ['user.content', 'user.unique_id'] },
  ],
  'anthropic streaming and embeddings by fetch': [
    {
      'src/ai/claude.ts': `
import Anthropic from '@anthropic-ai/sdk'
const anthropic = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY })
export const reply = (history: { role: 'user' | 'assistant'; content: string }[]) =>
  anthropic.messages.stream({ model: 'claude-sonnet-4', max_tokens: 1000, messages: history })
`,
      'src/ai/embed.ts': `
export async function embed(texts: string[]) {
  const res = await fetch('https://api.voyageai.com/v1/embeddings', { method: 'POST', headers: { Authorization: \`Bearer \${process.env.VOYAGE_API_KEY}\` }, body: JSON.stringify({ input: texts, model: 'voyage-3' }) })
  return (await res.json()).data
}
`,
      'src/index.ts': `
import { reply } from './ai/claude'
import { embed } from './ai/embed'
import { Hono } from 'hono'
export default new Hono().post('/chat', async (c) => { const { messages, documentText } = await c.req.json(); await embed([documentText]); return c.body(reply(messages).toReadableStream()) })
`,
    },
    { anthropic: ['user.content'], 'voyage-ai': ['user.content'] },
  ],
  'vercel ai sdk with several providers': [
    {
      'lib/models.ts': `
import { anthropic } from '@ai-sdk/anthropic'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
const openai = createOpenAI({ apiKey: process.env.OPENAI_API_KEY })
const google = createGoogleGenerativeAI({ apiKey: process.env.GOOGLE_API_KEY })
export function getModel(name: string) {
  switch (name) {
    case 'claude': return anthropic('claude-3-5-sonnet-latest')
    case 'gemini': return google('gemini-2.0-flash')
    default: return openai('gpt-4o')
  }
}
`,
      'app/api/chat/route.ts': `
import { streamText, convertToModelMessages } from 'ai'
import { getModel } from '@/lib/models'
export async function POST(req: Request) {
  const { messages, model } = await req.json()
  const result = streamText({ model: getModel(model), system: 'You are a helper', messages: convertToModelMessages(messages) })
  return result.toUIMessageStreamResponse()
}
`,
    },
    { openai: ['user.content'], anthropic: ['user.content'], 'google-gemini': ['user.content'] },
  ],
  'vercel ai gateway by string and openrouter': [
    {
      'src/llm.ts': `
import { generateObject, generateText } from 'ai'
import { createOpenRouter } from '@openrouter/ai-sdk-provider'
import { z } from 'zod'
const openrouter = createOpenRouter({ apiKey: process.env.OPENROUTER_API_KEY })
export const classify = (email: { subject: string; body: string }) =>
  generateObject({ model: openrouter('meta-llama/llama-3'), schema: z.object({ spam: z.boolean() }), prompt: \`Subject: \${email.subject}\\n\${email.body}\` })
export const title = (message: string) => generateText({ model: 'openai/gpt-4o', prompt: \`Title for: \${message}\` })
`,
      'src/index.ts': `
import { classify, title } from './llm'
process.on('message', async (m) => { await classify(m.email); await title(m.text) })
`,
    },
    { openrouter: ['user.content'], vercel: ['user.content'] },
  ],
  'langchain chain': [
    {
      'src/rag.ts': `
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { PineconeStore } from '@langchain/pinecone'
import { Pinecone } from '@pinecone-database/pinecone'
const pinecone = new Pinecone()
const model = new ChatOpenAI({ model: 'gpt-4o' })
export async function ask(question: string) {
  const store = await PineconeStore.fromExistingIndex(new OpenAIEmbeddings(), { pineconeIndex: pinecone.Index('docs') })
  const docs = await store.similaritySearch(question, 4)
  const prompt = ChatPromptTemplate.fromMessages([['system', 'Use {context}'], ['human', '{question}']])
  return prompt.pipe(model).invoke({ question, context: docs.map((d) => d.pageContent).join('\\n') })
}
`,
      'src/index.ts': `
import { ask } from './rag'
import express from 'express'
express().post('/ask', async (req, res) => res.json(await ask(req.body.question))).listen(1)
`,
    },
    { openai: ['user.content'], pinecone: ['user.content'] },
  ],
  'groq replicate deepgram elevenlabs': [
    {
      'server/ai.ts': `
import Groq from 'groq-sdk'
import Replicate from 'replicate'
import { createClient } from '@deepgram/sdk'
const groq = new Groq({ apiKey: process.env.GROQ_API_KEY })
const replicate = new Replicate({ auth: process.env.REPLICATE_API_TOKEN })
const deepgram = createClient(process.env.DEEPGRAM_API_KEY)
export const chat = (message: string) => groq.chat.completions.create({ model: 'llama3', messages: [{ role: 'user', content: message }] })
export const image = (prompt: string) => replicate.run('black-forest-labs/flux-schnell', { input: { prompt } })
export const transcribe = (audio: Buffer) => deepgram.listen.prerecorded.transcribeFile(audio, { model: 'nova-2' })
export async function speak(text: string, voiceId: string) {
  return fetch(\`https://api.elevenlabs.io/v1/text-to-speech/\${voiceId}\`, { method: 'POST', headers: { 'xi-api-key': process.env.ELEVEN! }, body: JSON.stringify({ text }) })
}
`,
      'server/index.ts': `
import * as ai from './ai'
import express from 'express'
const app = express()
app.post('/a', async (req, res) => { await ai.chat(req.body.message); await ai.image(req.body.prompt); await ai.transcribe(req.file.buffer); await ai.speak(req.body.text, 'x'); res.end() })
app.listen(1)
`,
    },
    { groq: ['user.content'], replicate: ['user.content'], deepgram: ['user.content'], elevenlabs: ['user.content'] },
  ],
  'algolia index users and search, typesense, meilisearch': [
    {
      'src/search/algolia.ts': `
import { algoliasearch } from 'algoliasearch'
const client = algoliasearch('APP', process.env.ALGOLIA_ADMIN_KEY!)
export const indexUser = (user) => client.saveObjects({ indexName: 'users', objects: [{ objectID: user.id, name: user.name, avatar: user.avatarUrl }] })
`,
      'src/search/typesense.ts': `
import Typesense from 'typesense'
const client = new Typesense.Client({ nodes: [{ host: 'xyz.a1.typesense.net', port: 443, protocol: 'https' }], apiKey: process.env.TS! })
export const indexPost = (post) => client.collections('posts').documents().upsert({ id: post.id, title: post.title, body: post.body, author_name: post.author.name })
`,
      'src/search/meili.ts': `
import { MeiliSearch } from 'meilisearch'
const client = new MeiliSearch({ host: process.env.MEILI_HOST ?? 'https://ms-1.fra.meilisearch.io', apiKey: process.env.MEILI_KEY })
export const indexComment = (comment) => client.index('comments').addDocuments([{ id: comment.id, text: comment.text }])
`,
      'src/web/Search.jsx': `
import { liteClient as algoliasearch } from 'algoliasearch/lite'
import { InstantSearch, SearchBox, Hits } from 'react-instantsearch'
const searchClient = algoliasearch('APP', 'search-key')
export const Search = () => <InstantSearch searchClient={searchClient} indexName="users"><SearchBox /><Hits /></InstantSearch>
`,
      'src/index.ts': `
import { indexUser } from './search/algolia'
import { indexPost } from './search/typesense'
import { indexComment } from './search/meili'
import { Search } from './web/Search'
export { Search }
events.on('user', indexUser); events.on('post', indexPost); events.on('comment', indexComment)
`,
    },
    { algolia: ['user.unique_id', 'user.name'], typesense: ['user.content', 'user.name'], meilisearch: ['user.content'] },
  ],
  's3 put and presigned, r2, gcs': [
    {
      'src/storage/s3.ts': `
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
const s3 = new S3Client({ region: 'eu-central-1' })
export async function putAvatar(userId: string, file: Express.Multer.File) {
  await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: \`avatars/\${userId}\`, Body: file.buffer, ContentType: file.mimetype }))
}
export const uploadUrl = (userId: string, name: string) => getSignedUrl(s3, new PutObjectCommand({ Bucket: process.env.BUCKET, Key: \`\${userId}/\${name}\` }), { expiresIn: 60 })
`,
      'src/storage/r2.ts': `
import { S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
const r2 = new S3Client({ region: 'auto', endpoint: \`https://\${process.env.R2_ACCOUNT_ID}.r2.cloudflarestorage.com\`, credentials: { accessKeyId: 'a', secretAccessKey: process.env.R2_SECRET! } })
export const putDocument = (key: string, body: ReadableStream) => new Upload({ client: r2, params: { Bucket: 'docs', Key: key, Body: body } }).done()
`,
      'src/storage/gcs.ts': `
import { Storage } from '@google-cloud/storage'
const bucket = new Storage().bucket('shop-uploads')
export const save = (upload: Buffer, name: string) => bucket.file(name).save(upload)
`,
      'src/index.ts': `
import express from 'express'
import { putAvatar, uploadUrl } from './storage/s3'
import { putDocument } from './storage/r2'
import { save } from './storage/gcs'
const app = express()
app.post('/avatar', async (req, res) => { await putAvatar(req.user.id, req.file); await putDocument(req.params.k, req); await save(req.file.buffer, 'n'); res.json(await uploadUrl(req.user.id, 'f')) })
app.listen(1)
`,
    },
    { aws: ['user.content', 'user.unique_id'], cloudflare: ['user.content'], 'google-cloud': ['user.content'] },
  ],
  'cloudinary upload and uploadthing': [
    {
      'src/media.ts': `
import { v2 as cloudinary } from 'cloudinary'
cloudinary.config({ cloud_name: 'shop', api_key: 'x', api_secret: process.env.CLD })
export const upload = (path: string, user: User) => cloudinary.uploader.upload(path, { folder: \`users/\${user.id}\`, public_id: user.id })
`,
      'app/api/uploadthing/core.ts': `
import { createUploadthing, type FileRouter } from 'uploadthing/next'
const f = createUploadthing()
export const router = { image: f({ image: { maxFileSize: '4MB' } }).middleware(async ({ req }) => ({ userId: (await auth(req)).id })).onUploadComplete(({ metadata, file }) => ({ by: metadata.userId })) } satisfies FileRouter
`,
      'app/api/uploadthing/route.ts': `
import { createRouteHandler } from 'uploadthing/next'
import { router } from './core'
export const { GET, POST } = createRouteHandler({ router })
`,
      'app/api/avatar/route.ts': `
import { upload } from '@/src/media'
export async function POST(req) { return Response.json(await upload((await req.formData()).get('file'), await me())) }
`,
    },
    { cloudinary: ['user.content'], uploadthing: ['user.content'] },
  ],
  'cloudinary unsigned upload from the browser': [
    {
      'src/Upload.svelte': `
<script>
  const cloudName = import.meta.env.VITE_CLOUD
  async function upload(event) {
    const data = new FormData()
    data.append('file', event.target.files[0])
    data.append('upload_preset', 'public')
    const res = await fetch(\`https://api.cloudinary.com/v1_1/\${cloudName}/image/upload\`, { method: 'POST', body: data })
    console.log(await res.json())
  }
</script>
<input type="file" on:change={upload} />
`,
    },
    { cloudinary: ['user.content'] },
  ],
}
