import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** The network between one device and the server, which can be cut and mended. */
export type Line = { url: string; cut(): void; mend(): void; close(): Promise<void> }

/**
 * Unlike a browser's own offline switch it cuts what is open too, the live stream of a shared worker included, as
 * walking out of reach of the school's wireless network does.
 */
export async function openLine(portOf: () => number): Promise<Line> {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(portOf(), '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near]
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const drop = () => open.forEach((socket) => socket.destroy())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      drop()
    },
    mend: () => void (isCut = false),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        drop()
      })
  }
}
