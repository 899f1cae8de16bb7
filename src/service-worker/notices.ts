/** What is shown of a message that came, and which page it opens. */
export type ShownNotice = { title: string; url: string; tag: string; lang: string }

/** Only a path of our own is opened; what cannot be read still says from whom it came. */
export function noticeOf(text: string): ShownNotice {
  const said = parsed(text)
  const word = (name: string, otherwise: string) => {
    const value = said[name]
    return typeof value === 'string' && value !== '' ? value.slice(0, 200) : otherwise
  }
  const url = word('url', '/')
  return {
    title: word('title', 'Samenspel'),
    url: /^\/(?![/\\])[\x21-\x7e]*$/.test(url) ? url : '/',
    tag: word('tag', 'samenspel'),
    lang: word('language', 'nl')
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
