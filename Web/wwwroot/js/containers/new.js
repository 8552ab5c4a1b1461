import { splitCommand } from '../command-line.js'
import { keepDraft } from '../drafts.js'
import { bytes, cores, counted } from '../format.js'
import { readEnv } from './env-file.js'
import { keepFields, SIZES } from './form.js'

/** Keeps the summary beside the form and the mutation that does the same right while one types. @param {HTMLFormElement} form */
function keepSummary(form) {
  const value = name => form.elements[name].value.trim()
  const at = name => document.querySelector(`[data-summary="${name}"]`)
  form.addEventListener('input', fill)
  fill()

  function fill() {
    const size = form.elements.size.value
    const [cpu, megabytes] = SIZES[size] ?? [Number(value('cpu').replace(',', '.')) || 0, Number(value('memory').replace(',', '.')) || 0]
    const replicas = Number(value('replicas')) || 1
    at('cpu').textContent = cores(cpu)
    at('memory').textContent = bytes(megabytes * 2 ** 20)
    at('together').textContent = replicas === 1 ? '1 instance' : `${counted(replicas, 'instance')}: ${cores(cpu * replicas)} cores, ${bytes(megabytes * replicas * 2 ** 20)}`
    at('name').textContent = value('name') || 'its name'
    const ports = value('ports').split(/[\s,]+/).filter(Boolean)
    at('ports').textContent = ports.length === 0 ? 'no port' : ports.map(port => `port ${port.split(':')[0].split('/')[0]}`).join(', ')
    document.getElementById('snippet').textContent = snippet(cpu, megabytes, replicas, ports)
  }

  function snippet(cpu, megabytes, replicas, ports) {
    const text = JSON.stringify
    const lines = [`projectId: ${text(form.dataset.new)}`, `name: ${text(value('name') || 'web')}`, `image: ${text(value('image') || 'nginx:1.27')}`]
    const command = argumentsOf(value('command'))
    if (command) lines.push(`command: ${text(command)}`)
    const variables = readEnv(form.elements.environment.value).map(variable => `{ name: ${text(variable.name)}, value: ${text(variable.value)} }`)
    if (variables.length > 0) lines.push(`environment: [\n      ${variables.join('\n      ')}\n    ]`)
    const published = ports.map(portOf).filter(Boolean)
    if (published.length > 0) lines.push(`ports: [${published.join(', ')}]`)
    lines.push(`resources: { cpu: ${cpu}, memoryBytes: ${Math.round(megabytes * 2 ** 20)} }`)
    if (replicas !== 1) lines.push(`replicas: ${replicas}`)
    if (value('restart') !== 'ALWAYS') lines.push(`restart: ${value('restart')}`)
    if (value('httpPort')) lines.push(`httpPort: ${Number(value('httpPort'))}`)
    const test = testOf(value('healthKind'), Number(value('healthPort')), value('healthPath'), value('healthHost'), argumentsOf(value('healthCommand')))
    if (test) lines.push(`healthCheck: { test: { ${test} } }`)
    const policy = [['mode', value('idleMode') === 'AUTO' ? '' : value('idleMode')], ['idleAfter', isoOf(value('idleAfter'))], ['stopAfter', isoOf(value('stopAfter'))]]
    if (policy.some(([, said]) => said)) lines.push(`lifecycle: { ${policy.filter(([, said]) => said).map(([name, said]) => `${name}: ${said}`).join(', ')} }`)
    if (isoOf(value('stopGrace'))) lines.push(`stopGrace: ${isoOf(value('stopGrace'))}`)
    if (value('updateStrategy') !== 'AUTO') lines.push(`updateStrategy: ${value('updateStrategy')}`)
    if (form.elements.securityProfileId?.value) lines.push(`securityProfileId: ${text(value('securityProfileId'))}`)
    if (!form.elements.start.checked) lines.push('start: false')
    return `mutation {\n  createContainer(input: {\n    ${lines.join('\n    ')}\n  }) {\n    container { id status }\n    errors { message path }\n  }\n}`
  }
}

function argumentsOf(line) {
  try {
    const command = splitCommand(line)
    return command.length > 0 ? command : null
  } catch {
    return null
  }
}

function testOf(kind, port, path, host, command) {
  if (kind === 'HTTP') return `http: { port: ${port}, path: ${JSON.stringify(path)}${host ? `, host: ${JSON.stringify(host)}` : ''} }`
  if (kind === 'TCP') return `tcp: { port: ${port} }`
  return kind === 'COMMAND' ? `command: ${JSON.stringify(command ?? [])}` : null
}

/** 5 min as "PT5M"; null when it is no length of time. Durations.cs reads more. */
function isoOf(text) {
  const found = /^([\d.]+)\s*(s|sec|m|min|h)?$/i.exec(text)
  return found ? `"PT${found[1]}${(found[2] ?? 's')[0].toUpperCase()}"` : null
}

function portOf(text) {
  const found = /^(?:(\[[0-9a-f:.]+\]|\d+\.[\d.]+):)?(?:(?:(\d+)|([a-z][a-z0-9-]*)):)?(\d+)(?:\/(tcp|udp))?$/i.exec(text)
  if (!found) return null
  const [, address, host, pool, container, protocol] = found
  const fields = [`containerPort: ${container}`]
  if (pool) fields.push(`pool: "${pool.toLowerCase()}"`)
  if (host && host !== container) fields.push(`hostPort: ${host}`)
  if (address) fields.push(`address: "${address.replace(/[[\]]/g, '')}"`)
  if (protocol?.toLowerCase() === 'udp') fields.push('protocol: UDP')
  return `{ ${fields.join(', ')} }`
}

const form = document.querySelector('[data-new]')
if (form) {
  keepFields(form)
  keepSummary(form)
  keepDraft(form)
}
