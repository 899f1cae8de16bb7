/**
 * Keeps on this device what it takes to open the board without a network: the built files of the board's page, and the
 * page as it was last seen. Only over https or on localhost; elsewhere browsers have no service worker. Nothing is kept
 * past signing out, and nothing of one person is shown to another. What is entered is not its business: that is in the
 * outbox of the page. It also shows what the server sends to this device, where somebody switched that on.
 */
import { version } from '$app/env'
import { immutable } from '$app/manifest'
import { noticeOf } from './notices.ts'
import { boardPath, isDoor, type KeepRequest } from './pages.ts'

const worker = self as unknown as WorkerScope
const FILES = `samenspel-files-${version}`
const PAGES = 'samenspel-pages'
const OFFLINE = '/zonder-netwerk'
/** A network that answers nothing for so long (ms) is none, when the page is here. */
const PATIENCE = 4000
const KEPT_BOARDS = 3
const PERSON = 'x-samenspel-person'

const builtFiles = new Set(immutable.map(({ path }) => new URL(path, worker.registration.scope).pathname))

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => event.waitUntil(begin()))
worker.addEventListener('message', (event) => {
  const request = event.data as KeepRequest
  if (request?.keep) event.waitUntil(keep(request))
})
worker.addEventListener('push', (event) => event.waitUntil(show(event.data?.text() ?? '')))
worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openPage(event.notification.data))
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (isDoor(pathname)) return event.waitUntil(forget())
  if (request.method !== 'GET') return
  if (builtFiles.has(pathname)) event.respondWith(builtFile(request))
  else if (request.mode === 'navigate' && !pathname.startsWith('/digibord')) event.respondWith(page(event, pathname))
})

/** Files of an earlier version are no longer asked for. */
async function begin(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('samenspel-files-') && name !== FILES)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.clients.claim()
}

/** What was kept of a person, and what still stands on the screen of this device. */
async function forget(): Promise<void> {
  await caches.delete(PAGES)
  for (const notification of await worker.registration.getNotifications()) notification.close()
}

/** A browser wants something shown for each message, also when it cannot be read. */
async function show(text: string): Promise<void> {
  const { title, url, tag, lang } = noticeOf(text)
  const { showNotification } = worker.registration
  await showNotification.call(worker.registration, title, { tag, lang, data: url, icon: '/icon-192.png' })
}

/** In a window that is open already, else in a new one. */
async function openPage(path: unknown): Promise<void> {
  const url = new URL(typeof path === 'string' ? path : '/', worker.registration.scope)
  if (url.origin !== location.origin) return
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = windows.find((client) => client.url === url.href)
  if (there) return void (await there.focus())
  await worker.clients.openWindow(url.href)
}

/** A page asks to be kept, with the files that it has loaded. */
async function keep({ keep: path, files }: KeepRequest): Promise<void> {
  const cache = await caches.open(FILES)
  const missing = [...files, OFFLINE].filter((file) => file === OFFLINE || builtFiles.has(file))
  await Promise.all(
    missing.map(async (file) => {
      if (!(await cache.match(file))) await cache.add(file).catch(() => {})
    })
  )
  if (!boardPath(path)) return
  const response = await fetch(path, { headers: { accept: 'text/html' } }).catch(() => null)
  if (response) await keepPage(path, response)
}

async function keepPage(path: string, response: Response): Promise<void> {
  const person = response.headers.get(PERSON)
  if (!response.ok || response.redirected || person === null) return
  const pages = await caches.open(PAGES)
  for (const request of await pages.keys()) {
    const before = await pages.match(request)
    if (before?.headers.get(PERSON) !== person) await pages.delete(request)
  }
  await pages.delete(path)
  await pages.put(path, response)
  const kept = await pages.keys()
  for (const request of kept.slice(0, Math.max(0, kept.length - KEPT_BOARDS))) await pages.delete(request)
}

async function builtFile(request: Request): Promise<Response> {
  const kept = await caches.match(request.url)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await (await caches.open(FILES)).put(request.url, response.clone())
  return response
}

/** From the network; without one the board that was kept, else a page that says so. */
async function page(event: FetchEvent, path: string): Promise<Response> {
  const pages = await caches.open(PAGES)
  const kept = boardPath(path) ? await pages.match(path) : undefined
  const fresh = fetch(event.request)
  // When the kept page was faster nobody waits for this one.
  fresh.catch(() => {})
  try {
    const response = kept ? await Promise.race([fresh, late(kept)]) : await fresh
    // Kept while it is being read: nobody waits for that.
    if (response !== kept && boardPath(path)) event.waitUntil(keepPage(path, response.clone()).catch(() => {}))
    return response
  } catch {
    if (kept) return kept
    const [board] = (await pages.keys()).slice(-1)
    if (board && !boardPath(path)) return Response.redirect(board.url, 303)
    return (await caches.match(OFFLINE)) ?? Response.error()
  }
}

const late = (kept: Response): Promise<Response> => new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE))

/** What of a service worker's world is used here; the rest of the house knows the browser's page only. */
type WorkerEvent = Event & { waitUntil(work: Promise<unknown>): void }
type FetchEvent = WorkerEvent & { request: Request; respondWith(response: Promise<Response>): void }
type WindowClient = { url: string; focus(): Promise<unknown> }
type PushEvent = WorkerEvent & { data: { text(): string } | null }
type ClickEvent = WorkerEvent & { notification: { data: unknown; close(): void } }
type WorkerScope = {
  registration: {
    scope: string
    getNotifications(): Promise<{ close(): void }[]>
    showNotification(title: string, options: NotificationOptions): Promise<void>
  }
  clients: {
    claim(): Promise<void>
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<WindowClient[]>
    openWindow(url: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
  addEventListener(name: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(name: 'message', listener: (event: WorkerEvent & { data: unknown }) => void): void
  addEventListener(name: 'push', listener: (event: PushEvent) => void): void
  addEventListener(name: 'notificationclick', listener: (event: ClickEvent) => void): void
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void
}
