// What stylesheets make the browser load from elsewhere: other stylesheets and fonts. Pictures of a stylesheet are decoration and are left out.

export interface Loaded {
  readonly address: string
  readonly offset: number
}

const IMPORT = /@import\s+(?:url\(\s*)?["']?((?:https?:)?\/\/[^"')\s;]+)/g
const FONT = /@font-face\s*\{[^}]*?url\(\s*["']?((?:https?:)?\/\/[^"')\s]+)/g

/** Addresses in CSS, Sass or Less, or in the style elements of a page. Comments do not count. */
export function loadedByStyles(text: string): Loaded[] {
  if (!text.includes('//') || !text.includes('@')) return []
  const clean = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ [^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '))
  return [IMPORT, FONT].flatMap((pattern) =>
    [...clean.matchAll(pattern)].map((hit) => ({ address: hit[1]!, offset: hit.index + hit[0].lastIndexOf(hit[1]!) })),
  )
}

export const STYLESHEET = /\.(?:css|scss|sass|less|styl)$/
