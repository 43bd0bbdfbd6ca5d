// The form of the idioms: by name, the files of a small invented program, a vendor that it uses and fields that it hands to it.
export type Idioms = Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, vendor: string, fields: readonly string[]]>>
