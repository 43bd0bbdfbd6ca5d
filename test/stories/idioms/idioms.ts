// The form of the idioms: by name, the files of a small invented program, a vendor that it uses and fields that it hands to it.
export type Idioms = Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, vendor: string, fields: readonly string[]]>>

/** As above for programs that use several vendors: each with the fields that it is handed. */
export type HandingIdioms = Readonly<
  Record<string, readonly [files: Readonly<Record<string, string>>, handed: Readonly<Record<string, readonly string[]>>]>
>
