export { default as PaintedWeek } from './painted-week.svelte'
export { default as PeriodTimes } from './period-times.svelte'
export { default as TimetableChoose } from './timetable-choose.svelte'
export { default as TimetablePreview } from './timetable-preview.svelte'
