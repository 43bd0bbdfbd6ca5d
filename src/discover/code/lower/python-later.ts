// Python calls that name a function and what it will be called with, but let somebody else call it: Celery's `task.delay(x)`, `partial(f, x)`, a thread's target. For whoever follows values each is the call itself.
import type { Call, Expr } from '../ir.ts'
import type { Builder } from './build.ts'

/** Methods of a task that queue it with the arguments of the function. */
const QUEUES = /^(?:delay|delay_on_commit|s|si|defer|call_local|enqueue)$/
/** Methods of a task that take its arguments as a list and a mapping. */
const APPLIES = /^(?:apply_async|apply_async_on_commit|apply|send_with_options|signature|subtask)$/
/** Functions that take a function, and then what it is called with; `skip`: arguments before it. */
const HANDS_ON: Readonly<Record<string, number>> = {
  partial: 0,
  partialmethod: 0,
  add_task: 0,
  submit: 0,
  to_thread: 0,
  run_sync: 0,
  run_in_threadpool: 0,
  run_in_executor: 1,
  enqueue: 0,
  enqueue_call: 0,
  async_task: 0,
  call_soon: 0,
  call_later: 1,
  enqueue_in: 1,
  enqueue_at: 1,
  add_job: 0,
  start_soon: 0,
}

/** Adds the call that `made` puts off, where it does. */
export function putOff(builder: Builder, made: Call): void {
  const dot = made.callee.lastIndexOf('.')
  const name = made.callee.slice(dot + 1)
  const keyed = made.named ? made.args.at(-1) : undefined
  const given = (key: string): Expr | undefined =>
    keyed?.t === 'object' ? keyed.entries.find((entry) => entry.key === key)?.value : undefined
  const add = (callee: string, list: readonly Expr[], named: Expr | undefined): void => {
    if (callee === '' || callee === 'this') return
    const mapping = named?.t === 'object' ? [named] : []
    builder.call('call', callee, null, made.line, () => ({
      args: [...list, ...mapping],
      ...(mapping.length > 0 ? { named: true } : {}),
    }))
  }
  const target = dot > 0 ? made.callee.slice(0, dot) : taskOf(builder, made.on)
  const positional = made.named ? made.args.slice(0, -1) : made.args
  if (QUEUES.test(name) && target !== '' && !(name === 'enqueue' && positional[0]?.t === 'ref')) return add(target, positional, keyed)
  if (APPLIES.test(name) && target !== '') {
    const list = given('args') ?? positional[0]
    return add(target, list?.t === 'list' ? list.items : [], given('kwargs') ?? positional[1])
  }
  if (/^(?:Thread|Process|Timer|enqueue_call)$/.test(name) || given('target')) {
    const fn = given('target') ?? given('func') ?? given('function')
    const list = given('args')
    if (fn?.t === 'ref') return add(fn.path, list?.t === 'list' ? list.items : [], given('kwargs'))
  }
  const skip = HANDS_ON[name]
  const fn = skip === undefined ? undefined : positional[skip]
  if (fn?.t === 'ref') add(fn.path, positional.slice(skip! + 1), keyed)
  // `sync_to_async(f)(x)`, `database_sync_to_async(f)(x)`.
  if (made.callee === '' && made.on?.t === 'call') {
    const around = builder.unit.calls[made.on.call]!
    const [inner] = around.args
    if (inner?.t === 'ref' && around.args.length === 1) add(inner.path, positional, keyed)
  }
}

/** `request.task(send_mail).delay(x)`, `queue.task(send_mail).delay(x)`: the function that is named there. */
function taskOf(builder: Builder, on: Expr | null): string {
  const made = on?.t === 'call' ? builder.unit.calls[on.call] : undefined
  const [first] = made?.args ?? []
  return made && /(?:^|\.)(?:task|job|get_task|si?)$/.test(made.callee) && first?.t === 'ref' ? first.path : ''
}
