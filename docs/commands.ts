// Makes the page of commands from the commands themselves: the same help texts the terminal shows.
import { readdirSync, readFileSync } from 'node:fs'
import { Command } from 'commander'

const CLI = new URL('../src/cli/', import.meta.url)

/** The program with every group that src/cli/main.ts registers, by name of its file. */
async function program(): Promise<Command> {
  const main = readFileSync(new URL('main.ts', CLI), 'utf8')
  const built = new Command('cordon')
  for (const file of readdirSync(CLI).sort()) {
    if (!main.includes(`import('./${file}')`)) continue
    const group = (await import(new URL(file, CLI).href)) as { register?: (program: Command) => void }
    group.register?.(built)
  }
  return built
}

function helpOf(command: Command): string {
  command.configureHelp({ helpWidth: 120 })
  let text = ''
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 120, getOutHasColors: () => false })
  command.outputHelp()
  return text.trimEnd()
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()
}

function sections(command: Command): string[] {
  const below = command.commands.flatMap(sections)
  // A group shows its list through its commands; its own help repeats them.
  const own = command.parent ? [`## ${nameOf(command)}\n\n\`\`\`\n${helpOf(command)}\n\`\`\``] : []
  return [...own, ...below]
}

/** Markdown, from the second heading on. */
export async function commandSections(): Promise<string> {
  return sections(await program()).join('\n\n')
}
