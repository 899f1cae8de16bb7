/** Runs in a thread of its own, started by `files-thread.server.ts`. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FileOrder } from './files-thread.server.ts'
import { reportPdf } from './pdf.server.ts'
import { reportSlides } from './slides.server.ts'

const { kind, report } = workerData as FileOrder
parentPort!.postMessage(await (kind === 'pdf' ? reportPdf(report) : reportSlides(report)))
