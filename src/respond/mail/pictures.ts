// QR codes in PNG and JPEG pictures. Looking for one costs milliseconds, so only pictures that could be one are decoded: small, roughly square, nearly black and white.
import { readPng } from './png.ts'

/** Pixels of a PNG that are looked at; a JPEG is ten times slower to decode. */
const PNG_PIXELS = 2_000_000
const JPEG_PIXELS = 700_000

export interface Code {
  /** What the code says; '' where there is none. */
  readonly text: string
  /** Why the picture was not looked at; '' where it was. */
  readonly unread: string
}

interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray
}

/** Never throws; a damaged picture holds no code. */
export async function codeIn(content: Buffer): Promise<Code> {
  const png = content[0] === 0x89
  const size = png ? { width: content.readUInt32BE(16), height: content.readUInt32BE(20) } : jpegSize(content)
  if (!size || size.width < 21 || size.height < 21) return { text: '', unread: '' }
  // A code alone is square; one beneath a logo or in a letterhead is not far from it. Banners and photographs are.
  if (Math.max(size.width, size.height) > 2.2 * Math.min(size.width, size.height)) return { text: '', unread: '' }
  if (size.width * size.height > (png ? PNG_PIXELS : JPEG_PIXELS)) return { text: '', unread: 'a picture too large to look for a code in' }
  const pixels = png ? readPng(content, PNG_PIXELS) : await readJpeg(content)
  if (!pixels || !blackAndWhite(pixels.rgba)) return { text: '', unread: '' }
  const module = (await import('jsqr')) as unknown as { default: Search | { default: Search } }
  const search = typeof module.default === 'function' ? module.default : module.default.default
  return { text: search(pixels.rgba, pixels.width, pixels.height)?.data ?? '', unread: '' }
}

type Search = (rgba: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null

async function readJpeg(content: Buffer): Promise<Pixels | null> {
  const { decode } = await import('jpeg-js')
  try {
    const { width, height, data } = decode(content, {
      useTArray: true,
      maxResolutionInMP: 1,
      maxMemoryUsageInMB: 64,
      tolerantDecoding: true,
    })
    return { width, height, rgba: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) }
  } catch {
    return null
  }
}

/** Width and height from the frame header (ITU-T T.81 B.2.2). */
function jpegSize(content: Buffer): { width: number; height: number } | null {
  for (let at = 2; at + 9 < content.length && content[at] === 0xff; at += 2 + content.readUInt16BE(at + 2)) {
    const marker = content[at + 1]!
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) }
  }
  return null
}

/** Whether nearly all of a picture is very dark or very light, and enough of it each. */
function blackAndWhite(rgba: Uint8ClampedArray): boolean {
  let dark = 0
  let light = 0
  let seen = 0
  const step = 4 * Math.max(1, Math.floor(rgba.length / 4 / 20_000))
  for (let i = 0; i < rgba.length; i += step) {
    seen++
    const most = Math.max(rgba[i]!, rgba[i + 1]!, rgba[i + 2]!)
    const least = Math.min(rgba[i]!, rgba[i + 1]!, rgba[i + 2]!)
    if (most < 110) dark++
    else if (least > 170) light++
  }
  return (dark + light) / seen > 0.8 && dark / seen > 0.1 && light / seen > 0.25
}
