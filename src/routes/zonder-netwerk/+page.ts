/** Kept on the device as it is: no script, nothing of a person. */
export const csr = false
