/** What a browser calls itself, in a few words. */
export const deviceName = (device: string): string =>
  [/Edg|Chrome|Firefox|Safari/.exec(device)?.[0], /Android|iPhone|iPad|Windows|Mac OS|Linux|CrOS/.exec(device)?.[0]]
    .filter(Boolean)
    .join(', ') || device.slice(0, 60)
