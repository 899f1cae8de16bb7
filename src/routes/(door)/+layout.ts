/** Plain forms: these pages need no script at all, so they bring none. */
export const csr = false
