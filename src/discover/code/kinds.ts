// What a file is, told from its path alone: language, and the part it plays. Tests, stories, examples and documentation mention vendors without using them.

import { isLockFile } from './declared/lock-file.ts'
import { isPipeline } from './pipeline/pipeline.ts'

export type Lang =
  | 'js'
  | 'python'
  | 'ruby'
  | 'go'
  | 'php'
  | 'java'
  | 'kotlin'
  | 'markup'
  | 'manifest'
  | 'pipeline'
  | 'config'
  | 'env'
  | 'swift'
  | 'none'

/** The part a file plays. Only `run` and `build` files can make a vendor. */
export type Role = 'run' | 'build' | 'test' | 'story' | 'docs' | 'example' | 'locale' | 'copy'

const BY_ENDING: Readonly<Record<string, Lang>> = {
  js: 'js',
  mjs: 'js',
  cjs: 'js',
  jsx: 'js',
  ts: 'js',
  mts: 'js',
  cts: 'js',
  tsx: 'js',
  py: 'python',
  rb: 'ruby',
  rake: 'ruby',
  ru: 'ruby',
  jbuilder: 'ruby',
  go: 'go',
  php: 'php',
  java: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  swift: 'swift',
  m: 'swift',
  html: 'markup',
  htm: 'markup',
  xhtml: 'markup',
  vue: 'markup',
  svelte: 'markup',
  astro: 'markup',
  erb: 'markup',
  haml: 'markup',
  slim: 'markup',
  jinja: 'markup',
  jinja2: 'markup',
  j2: 'markup',
  twig: 'markup',
  hbs: 'markup',
  ejs: 'markup',
  mustache: 'markup',
  liquid: 'markup',
  tmpl: 'markup',
  gohtml: 'markup',
  tpl: 'markup',
  jsp: 'markup',
  ftl: 'markup',
  pug: 'markup',
  mjml: 'markup',
  phtml: 'markup',
  css: 'markup',
  scss: 'markup',
  sass: 'markup',
  less: 'markup',
  styl: 'markup',
  gsp: 'markup',
  cshtml: 'markup',
  handlebars: 'markup',
  latte: 'markup',
  vm: 'markup',
  jspx: 'markup',
  volt: 'markup',
  heex: 'markup',
  njk: 'markup',
  yaml: 'config',
  yml: 'config',
  toml: 'config',
  ini: 'config',
  cfg: 'config',
  conf: 'config',
  properties: 'config',
  tf: 'config',
  hcl: 'config',
  tfvars: 'config',
  plist: 'config',
  nix: 'none',
  env: 'env',
}

const MANIFESTS =
  /^(?:[jt]sconfig[\w.-]*\.json|package\.json|requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|Pipfile|setup\.(?:py|cfg)|Gemfile|[\w-]+\.gemspec|go\.mod|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml|[\w.-]*\.versions\.toml|Podfile|Package\.swift|AndroidManifest\.xml|pubspec\.yaml|project\.pbxproj|[\w.-]+\.csproj)$/

/** Language of a path; `none` is not read. */
export function langOf(path: string): Lang {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (isPipeline(path)) return 'pipeline'
  if (MANIFESTS.test(name) || isLockFile(name) || /(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/.test(path)) return 'manifest'
  if (/^\.env(?:\.|$)|\.env(?:\.[\w-]+)?$|^env\.(?:example|sample|template)$|^app\.json$|^\.dev\.vars/.test(name))
    return name === 'app.json' ? 'config' : 'env'
  if (isData(path)) return 'config'
  // Logback and Log4j name the class that logs go through.
  if (/^(?:logback|log4j2?)[\w.-]*\.xml$/.test(name)) return 'config'
  if (/^(?:Dockerfile|Containerfile)(?:\.|$)|\.dockerfile$|^Procfile$|^Caddyfile$|^_headers$|^_redirects$|^\.htaccess$/i.test(name))
    return 'config'
  if (/^(?:Rakefile|Fastfile|config\.ru)$/.test(name)) return 'ruby'
  if (
    /^(?:vercel|netlify|firebase|appsettings[\w.]*|config|default|production|google-services|manifest|local\.config|settings)\.json$/.test(
      name,
    )
  )
    return 'config'
  if (/(?:^|\/)config\/[\w.-]+\.json$|(?:^|\/)(?:custom-environment-variables|staticwebapp\.config)\.json$/.test(path)) return 'config'
  if (/\.conf\.(?:template|tmpl|tpl|j2|erb|in)$|^nginx[\w.-]*\.(?:template|tmpl|tpl)$|\.caddy$/i.test(name)) return 'config'
  if (name.endsWith('.blade.php')) return 'markup'
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return 'none'
  const lang = BY_ENDING[name.slice(dot + 1).toLowerCase()] ?? 'none'
  if (lang === 'config' && name.endsWith('.lock')) return 'none'
  return name.endsWith('.d.ts') || /^(?:pnpm-lock|package-lock|yarn)\./.test(name) ? 'none' : lang
}

/** Settings that frameworks load by themselves: node-config's and Rails' folder, Spring's, Play's. */
export const APP_SETTINGS =
  /(?:^|\/)config\/[\w.-]+\.(?:json|ya?ml|toml)$|(?:^|\/)(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties|conf)$/
/** Settings of programs in Java that are handed the file's name when they start. */
export const OTHER_SETTINGS =
  /(?:^|\/)src\/main\/resources\/[\w./-]+\.(?:ya?ml|properties|conf)$|^(?:[\w-]+\/)?(?:config|conf|\w+-config)[\w-]*\.ya?ml$/
/** Django's. */
export const DJANGO_SETTINGS = /(?:^|\/)settings(?:\/[\w]+)?\.py$/

const TEST =
  /(?:^|\/)(?:tests?|__tests?__|mirage|specs?|e2e|cypress|playwright|testing|test[-_]?utils?|test[-_]?data|fixtures?|DataFixtures|__fixtures__|__mocks__|mocks?|factories|stubs|testhelpers?|(?:integration|playwright|cypress|e2e|functional|acceptance|ui)[-_]tests?|androidTest\w*|testDebug|testFixtures|benchmarks?|bench|snapshots|__snapshots__|vcr_cassettes|cassettes|k6|loadtests?|seeds?|seeders)\//i
const TEST_FILE =
  /(?:^|\/)\.env\.(?:test|testing|e2e|ci)\b|(?:[._-](?:test|tests|spec|specs|mock|mocks|e2e|bench|benchmark|fixture|cy)\.\w+(?:\.\w+)?|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|[^/]*_spec|conftest|tests|test_?helper|spec_helper|rails_helper)\.(?:py|rb|go|php)|(?:^|\/)(?:factory|factories)\.(?:py|rb|php)|(?:Test|Tests|IT|TestCase|Spec|Mock|Fake)\.(?:java|kt|php|swift)|(?:^|\/)(?:vitest|jest|playwright|cypress|karma)[\w.]*\.\w+|(?:^|\/)tests?\.[cm]?[jt]sx?|(?:^|\/)(?:seeds?|fixtures?|mocks?)\.(?:rb|ts|js|tsx|jsx|py|php))$/
const STORY = /\.stor(?:y|ies)\.|(?:^|\/)\.?(?:storybook|stories)\//i
const DOCS =
  /(?:^|\/)(?:docs?|documentation|website-docs|changelogs?|\.changeset|adr|rfcs?|design-docs|openapi|swagger|api-docs?|fern|asyncapi|postman|\.vitepress|\.vuepress)\/|\.(?:md|mdx|rst|adoc)$|(?:^|\/)(?:mkdocs[\w-]*\.ya?ml|\.?readthedocs\.ya?ml|docusaurus\.config\.\w+|book\.toml|(?:open[-_]?source[-_])?(?:third[-_]?party[-_])?(?:licen[cs]es?|notices?)[\w-]*\.(?:html?|txt|json))$/i
/** Parts of a site, unless they lie in the product's own code, where a blog or a guide is a feature. */
const READ = /(?:^|\/)(?:blogs?|wiki|help-?center|guides|tutorials?)\//i
const OWN_CODE = /(?:^|\/)(?:src|app|lib)\/.*\.(?:[cm]?[jt]sx?|vue|svelte|rb|py|php|erb|haml|go|java|kt)$/
const EXAMPLE = /(?:^|\/)(?:examples?|samples?|demos?|playgrounds?|sandbox|starters?|boilerplates?|showcase|prototypes?|experiments?)\//i
/** Settings of other people's products, which the program offers to set up; a chart's templates are its own. */
const OTHERS =
  /^(?!.*(?:charts?|helm)\/)(?:.*\/)?templates?\/(?:.*\/)?[\w.-]+\.(?:ya?ml|json|env|conf|toml)$|(?:^|\/)(?:blueprints|one-?click(?:-\w+)?|app-?store)\/(?:.+\/)?[^/]+\.(?:ya?ml|toml|json)$|(?:^|\/)service-templates[\w.-]*\.json$/i
const LOCALE = /(?:^|\/)(?:locales?|i18n|translations?|lang|langs|l10n|intl|messages)\//i
const BUILD =
  /(?:^|\/)(?:\.github|\.circleci|\.gitlab|ci|\.devcontainer|\.husky|\.vscode|\.buildkite|build-tools|buildSrc|fastlane)\/|^(?:Formula|Casks|dev)\/|(?:^|\/)(?:\.gitlab-ci\.yml|\.travis\.yml|Jenkinsfile|bitbucket-pipelines\.yml|Gruntfile\.js|gulpfile\.\w+|(?:webpack|rollup|vite|esbuild|babel|postcss|tailwind|eslint|prettier|tsup|craco|metro|\.eslintrc|lint-staged|commitlint|turbo|lerna|renovate)[\w.-]*\.(?:config\.)?(?:js|cjs|mjs|ts|json)|dependabot\.yml|renovate\.json|dangerfile\.\w+|release[\w.-]*\.(?:js|mjs|cjs))$/i
/** Scripts of developers, at the root or in a package; `src/scripts` and the like are part of the product. */
const SCRIPTS =
  /^(?:(?!(?:src|app|resources|assets|static|public|frontend|client|web|lib)\/)[\w.-]+\/){0,2}(?:scripts?|hack|devtools)\/|^tools\/|\.gradle(?:\.kts)?$/i
const COPY =
  /(?:^|\/)(?:vendor|vendors|vendored|third_party|bower_components|node_modules|Pods|Carthage|generated|__generated__|gen|dist|build|out|static\/(?:js\/)?lib|public\/(?:build|vendor|libs?)|(?:js|javascripts?)\/librar(?:y|ies)|assets\/(?:lib|vendor|plugins)|jquery[.-][\w.-]+|[a-z][\w.-]*[-_.]v?\d+\.\d+\.\d+[\w.-]*)\/|(?:^|\/)(?:libs?|static|public|assets|js)\/third-?party\/|^third-?party\/|[.-]min\.(?:js|css)$|\.(?:pb|gen|generated)\.(?:go|ts|js)$|_pb2(?:_grpc)?\.py$/i

/** Folders of Java and Kotlin below a source set are packages: `src/main/java/com/acme/messages/` holds no translations. */
const SOURCE_SET = /(?:^|\/)src\/(?!test)\w+\/(?:java|kotlin)\/(?=.*\.(?:java|kt)$)/

/** The part a file plays in its repository, from its path (relative to the root). */
export function roleOf(whole: string): Role {
  const set = SOURCE_SET.exec(whole)
  const path = set ? whole.slice(0, set.index + set[0].length) + whole.slice(whole.lastIndexOf('/') + 1) : whole
  if (isPipeline(path)) return 'build'
  if (TEST.test(whole) || TEST_FILE.test(path)) return 'test'
  if (STORY.test(path)) return 'story'
  if (COPY.test(path) && !/(?:^|\/)(?:views|templates)\/vendor\//.test(path) && !/(?:^|\/)build\.gradle/.test(path)) return 'copy'
  if (EXAMPLE.test(path) || OTHERS.test(path)) return 'example'
  if (DOCS.test(path) || (READ.test(path) && !OWN_CODE.test(path))) return 'docs'
  if (LOCALE.test(path) && !/\.(?:tsx|vue|svelte|go)$/.test(path)) return 'locale'
  if (BUILD.test(path) || SCRIPTS.test(path)) return 'build'
  return 'run'
}

/** Why a part does not count, for `--all`. */
export const ROLE_SAYS: Readonly<Record<Role, string>> = {
  run: 'in use',
  build: 'only used while building or deploying',
  test: 'only in tests and fixtures',
  story: 'only in stories',
  docs: 'only in documentation',
  example: 'only in examples',
  locale: 'only in translations',
  copy: 'only in a copy of somebody else’s or generated code',
}

const DATA =
  /(?:^|\/)src\/main\/resources\/(?!(?:[\w-]+\/)*(?:i18n|static|public|templates|META-INF|messages|lang|locales?)\/)[\w./-]+\.json$/

/** Is a file data that the application reads, in the folder from which Java loads it? */
export function isData(path: string): boolean {
  return DATA.test(path)
}

/** Where the packages of a language come from, as package keys of cards begin. */
const ECOSYSTEM: Partial<Record<Lang, string>> = {
  js: 'npm',
  markup: 'npm',
  python: 'pypi',
  ruby: 'gem',
  go: 'go',
  php: 'composer',
  java: 'maven',
  kotlin: 'maven',
}

/** The ecosystem of a language's packages (`npm`, `pypi` …); '' where it has none. */
export function ecosystemOf(lang: Lang): string {
  return ECOSYSTEM[lang] ?? ''
}
