// OpenTelemetry attributes as plain objects and back.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Json } from '../../core/words.ts'
import { unwrapAttributes } from './attributes.ts'

const all: Json = {
  attributes: [
    { key: 'user.email', value: { stringValue: 'a@x.example' } },
    { key: 'n', value: { intValue: '9007199254740993' } },
    { key: 'small', value: { intValue: '5' } },
    { key: 'js', value: { intValue: 5 } },
    { key: 'half', value: { doubleValue: 0.5 } },
    { key: 'nan', value: { doubleValue: 'NaN' } },
    { key: 'yes', value: { boolValue: true } },
    { key: 'raw', value: { bytesValue: 'AAEC' } },
    { key: 'none', value: {} },
    { key: 'bare' },
    { key: 'list', value: { arrayValue: { values: [{ stringValue: 'x' }, { intValue: '1' }] } } },
    { key: 'map', value: { kvlistValue: { values: [{ key: 'phone', value: { stringValue: '1' } }] } } },
  ],
  body: { stringValue: 'a line' },
}

describe('attributes', () => {
  it('become one place a name, and go back as they were', () => {
    const { tree, wrap } = unwrapAttributes(all)
    assert.deepEqual(tree, {
      attributes: {
        'user.email': 'a@x.example',
        n: '9007199254740993',
        small: 5,
        js: 5,
        half: 0.5,
        nan: 'NaN',
        yes: true,
        raw: 'AAEC',
        none: null,
        bare: null,
        list: ['x', 1],
        map: { phone: '1' },
      },
      body: 'a line',
    })
    assert.deepEqual(wrap(tree), all)
  })

  it('changed values keep a type that fits them', () => {
    const { tree, wrap } = unwrapAttributes(all)
    const { attributes } = tree as { attributes: { [key: string]: Json } }
    for (const key of Object.keys(attributes)) if (!['small', 'yes', 'list'].includes(key)) delete attributes[key]
    attributes.small = 'u_x'
    attributes.list = []
    assert.deepEqual(wrap(tree), {
      attributes: [
        { key: 'small', value: { stringValue: 'u_x' } },
        { key: 'yes', value: { boolValue: true } },
        { key: 'list', value: { arrayValue: { values: [] } } },
      ],
      body: { stringValue: 'a line' },
    })
  })

  it('what is no attribute list stays in sight as it is', () => {
    for (const odd of [
      { attributes: [{ key: 'a', value: { stringValue: 'x', hidden: 'y' } }] },
      { attributes: [{ key: 1 }] },
      { attributes: ['x'] },
      { attributes: { a: 'x' } },
      { body: { stringValue: 'x', hidden: 'y' } },
    ] as Json[])
      assert.deepEqual(unwrapAttributes(odd).tree, odd)
    assert.deepEqual(
      unwrapAttributes({ attributes: [{ key: 'a', value: { stringValue: 'x' }, hidden: 'y' } as Json] }).wrap({ attributes: {} }),
      { attributes: {} },
    )
  })
})
