import type { KeepRequest } from '../../../../service-worker/pages.ts'

/**
 * Asks the service worker, where there is one, to keep this page as it is now with all the files that it has loaded, so
 * that it opens without a network.
 */
export function keepPage(): void {
  if (!('serviceWorker' in navigator)) return
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin }) => origin === location.origin)
    .map(({ pathname }) => pathname)
  const request: KeepRequest = { keep: location.pathname, files }
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(request))
}
