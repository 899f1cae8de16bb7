import type { Attachment } from 'svelte/attachments'

/** Leaves an edit in place with Escape, from wherever in it the focus is. */
export const onEscape =
  (leave: () => void): Attachment<HTMLElement> =>
  (part) => {
    const hear = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leave()
    }
    part.addEventListener('keydown', hear)
    return () => part.removeEventListener('keydown', hear)
  }
