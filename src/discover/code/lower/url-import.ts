// Modules that scripts import by address or with a registry's prefix (`npm:acme@1`, `https://esm.sh/acme@1`): as Deno, browsers and edge functions do. They are the same packages under another name.

const DELIVERED =
  /^(?:npm:|https?:\/\/(?:esm\.sh|esm\.run|cdn\.skypack\.dev|(?:fastly|cdn)\.jsdelivr\.net\/npm|unpkg\.com|ga\.jspm\.io\/npm:)\/?)((?:@[\w.-]+\/)?[\w.-]+)(?:@[^/]*)?(\/[^?#]*)?/

/** The package, with its path, that such a module stands for; the module itself where it is no such. */
export function plainModule(module: string): string {
  if (!module.includes(':')) return module
  const hit = DELIVERED.exec(module)
  return hit ? hit[1]! + (hit[2]?.replace(/\/\+esm$/, '') ?? '') : module
}
