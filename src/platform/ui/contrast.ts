/** A colour as the tokens write it: lightness 0-1, chroma, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number]

type Rgb = readonly [red: number, green: number, blue: number]

/**
 * Linear-light sRGB of an OKLCH colour, not clipped: a channel outside 0..1 means that the screen cannot show it.
 * Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
 */
export function linearRgb([lightness, chroma, hue]: Oklch): Rgb {
  const angle = (hue * Math.PI) / 180
  const a = chroma * Math.cos(angle)
  const b = chroma * Math.sin(angle)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  ]
}

/** Whether an ordinary (sRGB) screen can show the colour; half a step of 255 is forgiven. */
export const isShowable = (colour: Oklch): boolean =>
  linearRgb(colour).every((channel) => channel >= -0.002 && channel <= 1.002)

function luminance(colour: Oklch): number {
  const [red, green, blue] = linearRgb(colour).map((channel) => Math.min(1, Math.max(0, channel))) as [
    number,
    number,
    number
  ]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of WCAG 2: 1 (the same) to 21 (black on white). 4.5 is AA for text, 7 is AAA, 3 is for controls. */
export function contrastRatio(one: Oklch, other: Oklch): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
