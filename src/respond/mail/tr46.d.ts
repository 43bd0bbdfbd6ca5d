// The one function of tr46 (no types of its own) that is used: UTS #46 ToUnicode.
declare module 'tr46' {
  export function toUnicode(domain: string): { domain: string; error: boolean }
}
