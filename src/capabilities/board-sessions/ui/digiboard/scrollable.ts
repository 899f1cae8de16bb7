import type { Attachment } from 'svelte/attachments'

/** A zone that holds more than fits can be reached and scrolled by keyboard too; one that fits is no stop on the way. */
export const scrollable: Attachment<HTMLElement> = (zone) => {
  const look = () => {
    if (zone.scrollHeight > zone.clientHeight + 1) zone.tabIndex = 0
    else zone.removeAttribute('tabindex')
  }
  const sizes = new ResizeObserver(look)
  const contents = new MutationObserver(look)
  sizes.observe(zone)
  contents.observe(zone, { childList: true, subtree: true, characterData: true })
  look()
  return () => {
    sizes.disconnect()
    contents.disconnect()
  }
}
