// What stands in the holes of a template, for all template languages at once: the dotted name a hole is about, and scripts with their holes made names, so that they still parse.
import type { Expr } from '../ir.ts'

/** Template expressions of ERB, PHP, Jinja, Twig, Blade, Go, Liquid, Handlebars, Thymeleaf. */
export const HOLES =
  /<%[=-]?([\s\S]*?)%>|<\?(?:=|php\s+echo)?([\s\S]*?)\?>|\{\{[{-]?\s*([\s\S]*?)\s*-?\}?\}\}|\{!!\s*([\s\S]*?)\s*!!\}|\$\{([^}]*)\}|\{%[\s\S]*?%\}|#\{([^}]*)\}/g

/** A name with what is asked of it: `user.email`, `$user->getEmail()`, `auth()->user()->id`, `@user.email`. */
const CHAIN = /[@$.]?\b[A-Za-z_]\w*(?:\([^()]*\))?(?:(?:\.|\??->|\?\.|::)[A-Za-z_]\w*(?:\([^()]*\))?)*/g
const STEP = /([A-Za-z_]\w*)(\([^()]*\))?/g
/** Words that steer a template and name nothing. */
const STEERS =
  /^(?:if|elsif|elseif|else|end\w*|for|foreach|each|while|unless|range|with|block|extends|include|import|set|macro|switch|case|do|then|when|php|use)$/
const NOTHING =
  /^(?:echo|print|isset|empty|and|or|not|in|is|as|null|nil|none|true|false|new|return|function|fn|raw|html_safe|json|safe|this|self)$/
/** Methods that give the same value in another form. */
const FORMS = /^(?:to[A-Z_]\w*|trim|slice|replace|format|lower|upper|downcase|strip|escape|html_safe|substr\w*|limit|join|e)$/

/** The dotted name a template expression is about: `user.email|default:"x"` → user.email, `$user->email` → user.email, `h(@user.email)` → user.email. */
export function nameIn(text: string): Expr {
  const bare = rubyWords(text)
    .replace(/\[\s*(["'])([A-Za-z_]\w*)\1\s*\]/g, '.$2')
    .replace(/(["'])(?:\\.|(?!\1).)*\1/g, ' ')
  const path = pathIn(bare, 0)?.replace(RUBY_FORMS, '')
  return path ? { t: 'ref', path } : { t: 'none' }
}

/** Helpers of Rails that only write a value so that it is safe where it stands. */
const RUBY_WRITES = /^\s*(?:raw|j|h|u|escape_javascript|json_escape|html_escape|sanitize|strip_tags|url_encode)\s+(?=[@\w])/
const RUBY_FORMS = /(?:\.(?:to_json|html_safe|to_s|to_i|to_param|as_json|presence|iso8601))+$/

/** Ruby's ways to ask for a member: `user&.email`, `user.try(:email)`, `user[:email]`; and `user && user.email`, which is the latter. */
function rubyWords(text: string): string {
  return text
    .replace(/&\.(?=\w)/g, '.')
    .replace(/\.try\(:(\w+)\)|\[:(\w+)\]/g, '.$1$2')
    .replace(RUBY_WRITES, ' ')
    .replace(/^[\s@$\w.?!]+&&(?=\s*[@$\w])/, ' ')
}

function pathIn(text: string, depth: number): string | null {
  for (const hit of text.matchAll(CHAIN)) {
    const whole = hit[0].replace(/^[@$.]/, '')
    const after = text.slice(hit.index + hit[0].length)
    const steps = [...whole.matchAll(STEP)].map((one) => ({ name: one[1]!, called: one[2] }))
    // What is called with more in its brackets: its arguments come next.
    if (/^\s*\(/.test(after) && steps.length === 1 && !STEERS.test(steps[0]!.name)) continue
    if (/^\s*\(/.test(after) && steps.length > 1) steps.pop()
    const first = steps[0]!
    if (STEERS.test(first.name) && steps.length === 1) return null
    if (NOTHING.test(first.name) && steps.length === 1) continue
    if (steps.length === 1 && first.called !== undefined) {
      const inner: string | null = depth < 4 ? pathIn(first.called.slice(1, -1), depth + 1) : null
      if (inner) return inner
      continue
    }
    const last = steps.at(-1)!
    if (steps.length > 1 && last.called !== undefined && FORMS.test(last.name)) steps.pop()
    const path = steps
      .map(({ name, called }) => (called !== undefined && /^get[A-Z]/.test(name) ? name[3]!.toLowerCase() + name.slice(4) : name))
      .join('.')
    return path.replace(/^(?:auth|Auth)\.(?:user\b\.?)?/, 'user.').replace(/\.$/, '')
  }
  return null
}

/** Blade's directives: they steer, but for those that write a value. */
const DIRECTIVES = /@(\w+)(\s*\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))?/g
const WRITES = /^(?:json|js|js_from)$/i
const DIRECTIVE =
  /^(?:auth|guest|if|elseif|else|unless|isset|empty|env|production|can|cannot|canany|foreach|forelse|for|while|switch|case|default|break|continue|push|stack|prepend|once|section|yield|show|stop|include\w*|each|php|csrf|method|error|vite|lang|hasSection|session|feature|endfeature|end\w*)$/i

/** Template holes inside a script become names or texts, so that it still parses. Lines are kept. `blade`: its directives count too. */
export function holesAsNames(script: string, blade = false): string {
  const text = blade
    ? script.replace(DIRECTIVES, (whole, name: string, args: string | undefined) =>
        WRITES.test(name)
          ? `{{ ${(args ?? '').slice(args?.indexOf('(') ?? 0).slice(1, -1)} }}`
          : DIRECTIVE.test(name)
            ? lines(whole) || ' '
            : whole,
      )
    : script
  let result = ''
  let from = 0
  let quote = ''
  for (const hit of text.matchAll(HOLES)) {
    if (hit[0].startsWith('${')) continue
    const before = text.slice(from, hit.index)
    quote = quoteAfter(before, quote)
    from = hit.index + hit[0].length
    const inner = hit.slice(1, 7).find((one) => one !== undefined)
    const writes = inner !== undefined && !/^<\?php\s(?!echo)|^<%(?![=-])/.test(hit[0])
    const name = writes ? nameIn(inner) : null
    const path = name?.t === 'ref' && /^[\w.]+$/.test(name.path) ? name.path : ''
    const kept = lines(hit[0])
    if (path === '') {
      const wanted = quote === '' && writes && /[(,=:+?[]\s*$/.test(before) && !STEERS.test(inner.trim().split(/\W/, 1)[0]!)
      result += `${before}${wanted ? 'undefined' : ' '}${kept}`
    } else if (quote === '') result += before + path + kept
    else if (quote === '`') result += `${before}\${${path}}${kept}`
    else if (before.endsWith(quote) && text[from] === quote) {
      // The whole text is the hole.
      result += `${before.slice(0, -1)}${path}${kept}`
      from++
      quote = ''
    } else result += `${before}${quote}+${path}+${quote}${kept}`
  }
  return result + text.slice(from)
}

/** The quote that is open at the end of a piece of script; texts in simple quotes end with their line. */
function quoteAfter(text: string, open: string): string {
  let quote = open
  for (let i = 0; i < text.length; i++) {
    const one = text[i]!
    if (quote !== '') {
      if (one === '\\') i++
      else if (one === quote || (one === '\n' && quote !== '`')) quote = ''
    } else if (one === '"' || one === "'" || one === '`') quote = one
    else if (one === '/' && (text[i + 1] === '/' || text[i + 1] === '*')) {
      const end = text[i + 1] === '/' ? text.indexOf('\n', i) : text.indexOf('*/', i + 2)
      if (end < 0) break
      i = end
    }
  }
  return quote
}

function lines(text: string): string {
  return text.replace(/[^\n]/g, '')
}
