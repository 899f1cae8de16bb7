/** What this browser can do about notifications, and whether it does. */
export type PushState = 'plain' | 'unable' | 'home_screen' | 'blocked' | 'unreachable' | 'off' | 'on'

/** How long (ms) the service worker and the browser's push service may take. */
const PATIENCE = 20_000

const inTime = <T>(work: Promise<T>): Promise<T | null> =>
  Promise.race([work, new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE))])

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

const base64url = (buffer: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** How it stands; `here` is the address at which the server reaches this browser. */
export async function pushState(serverKey: string, here: string | null): Promise<PushState> {
  if (!window.isSecureContext) return 'plain'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return /iPhone|iPad/.test(navigator.userAgent) ? 'home_screen' : 'unable'
  if (Notification.permission === 'denied') return 'blocked'
  if (here === null || Notification.permission !== 'granted') return 'off'
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription?.endpoint === here && isOfServer(subscription, serverKey) ? 'on' : 'off'
}

/** A server that got another key no longer reaches who subscribed under the old one. */
const isOfServer = ({ options }: PushSubscription, serverKey: string): boolean =>
  options.applicationServerKey === null || base64url(options.applicationServerKey) === serverKey

export type PushAddress = { endpoint: string; p256dh: string; auth: string }

/** Asks the person, and then the browser's push service, for an address; or says why there is none. */
export async function subscribe(serverKey: string): Promise<PushAddress | 'blocked' | 'off' | 'unreachable'> {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') return permission === 'denied' ? 'blocked' : 'off'
  try {
    const registration = await inTime(navigator.serviceWorker.ready)
    if (!registration) return 'unreachable'
    const before = await registration.pushManager.getSubscription()
    if (before && !isOfServer(before, serverKey)) await before.unsubscribe()
    const asking = registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(serverKey)
    })
    const subscription = await inTime(asking)
    if (!subscription) return 'unreachable'
    const [p256dh, auth] = (['p256dh', 'auth'] as const).map((name) => base64url(subscription.getKey(name)))
    return { endpoint: subscription.endpoint, p256dh: p256dh!, auth: auth! }
  } catch {
    return 'unreachable'
  }
}

/** The browser forgets its address; what the server still sends goes nowhere. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe().catch(() => false)
}
