import { mount, tick, unmount } from 'svelte'
import type { Attachment } from 'svelte/attachments'
import More from './more.svelte'

/**
 * Nobody scrolls on a digiboard. A zone that holds more than fits shows whole lines, and below them a button that says
 * how many are left and brings the next ones. What gets the focus comes into view by itself.
 */
export const paged: Attachment<HTMLElement> = (zone) => {
  const shown = $state({ left: 0, isPast: false })
  const button = () => zone.querySelector<HTMLElement>(':scope > [data-more]')
  const top = (item: Element) => item.getBoundingClientRect().top - zone.getBoundingClientRect().top + zone.scrollTop
  const items = () =>
    [...zone.querySelectorAll<HTMLElement>('li')].filter(
      (item) =>
        item.querySelector('li') === null &&
        item.checkVisibility() &&
        item.offsetHeight > 0 &&
        item.closest('[data-more]') === null
    )

  /** Where a line begins: with its heading, when it is the first under one. */
  function start(item: HTMLElement): number {
    const list = item.parentElement
    const heading = list?.firstElementChild === item ? list.previousElementSibling : null
    return heading?.matches('h2, h3') ? Math.min(top(heading), top(item)) : top(item)
  }

  /** Lines that do not stand wholly above the button. */
  function below(): HTMLElement[] {
    const end = zone.scrollTop + zone.clientHeight - (button()?.firstElementChild?.clientHeight ?? 0)
    return items().filter((item) => top(item) + item.offsetHeight > end + 1)
  }

  function look(): void {
    const more = button()
    const isOver = zone.scrollHeight - (more?.offsetHeight ?? 0) > zone.clientHeight + 1
    shown.isPast = isOver && zone.scrollTop > 0
    shown.left = 0
    if (!isOver || !more) return
    const hidden = below()
    const isAtEnd = zone.scrollTop + zone.clientHeight >= zone.scrollHeight - 1
    shown.left = isAtEnd ? 0 : Math.max(1, hidden.length)
    // The button takes room of its own: with it there, fewer lines may fit. (`shown` itself is not read here: this runs
    // in the effect of the attachment, which would then run again.)
    if (!isAtEnd && !more.firstElementChild) void tick().then(look)
    // A line that is cut in two is left for the next page.
    const cut = hidden[0]
    const room = cut ? zone.scrollTop + zone.clientHeight - start(cut) : 0
    more.style.setProperty('min-height', isAtEnd || room > zone.clientHeight / 2 ? '' : `${Math.max(0, room)}px`)
  }

  function turn(): void {
    const next = below()[0]
    if (shown.left === 0) zone.scrollTop = 0
    else zone.scrollTop = next && start(next) > zone.scrollTop ? start(next) : zone.scrollTop + zone.clientHeight * 0.8
    look()
  }

  const more = mount(More, { target: zone, props: { shown, onturn: turn } })
  const sizes = new ResizeObserver(look)
  const contents = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !button()?.contains(target))) look()
  })
  sizes.observe(zone)
  contents.observe(zone, { childList: true, subtree: true, characterData: true })
  zone.addEventListener('scroll', look)
  look()
  return () => {
    zone.removeEventListener('scroll', look)
    sizes.disconnect()
    contents.disconnect()
    void unmount(more)
  }
}
