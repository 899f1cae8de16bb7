/** Imports as the browser of a school leader does it: a file, a look at what would happen, the button. */
export type Client = { url: string; cookie: string }

const HERE = '/school/collegas/importeren'

async function send({ url, cookie }: Client, path: string, body: FormData): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie, origin: url, accept: 'text/html' }
  })
}

const locationOf = (response: Response): string => {
  const location = response.headers.get('location')
  if (!location) throw new Error(`no page came next, but ${response.status}`)
  return location
}

const formWith = (bytes: Uint8Array<ArrayBuffer>): FormData => {
  const form = new FormData()
  form.set('file', new File([bytes], 'lijst.csv', { type: 'text/csv' }))
  return form
}

/** Sends a file; gives back the address of the preview. */
export async function chooseFile(client: Client, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await send(client, `${HERE}?/choose`, formWith(bytes))
  await response.arrayBuffer()
  return locationOf(response)
}

/** Sends a file that is to be refused; gives back the page. */
export async function chooseRefused(client: Client, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await send(client, `${HERE}?/choose`, formWith(bytes))
  if (response.status < 400) throw new Error(`not refused, but ${response.status}`)
  return response.text()
}

export async function lookAt({ url, cookie }: Client, preview: string): Promise<void> {
  const response = await fetch(url + preview, { headers: { cookie } })
  const page = await response.text()
  if (!page.includes('Er is nog niets opgeslagen')) throw new Error(`no preview, but ${response.status}`)
}

export async function pressImport(client: Client, preview: string): Promise<void> {
  const id = new URL(preview, client.url).searchParams.get('voorbeeld')
  const response = await send(client, `${HERE}?/import&voorbeeld=${id}`, new FormData())
  await response.arrayBuffer()
  if (!locationOf(response).endsWith(`/importeren/${id}`)) throw new Error(`not imported: ${locationOf(response)}`)
}
