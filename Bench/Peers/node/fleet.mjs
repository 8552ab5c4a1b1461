// The data of every server of the comparison: 1,000 containers and 20 templates.
export const templates = Array.from({ length: 20 }, (_, i) => ({ id: `t${i}`, name: `template-${i}` }))

const hex = (number, digits) => number.toString(16).padStart(digits, '0')

export const all = Array.from({ length: 1000 }, (_, i) => ({
  id: hex(Math.imul(i, 2654435761) >>> 0, 8) + hex(i, 4),
  name: `svc-${i % 50}-${i}`,
  image: `registry.local/team/app-${i % 20}:1.${i % 10}.0`,
  status: i % 5 === 0 ? 'exited' : 'running',
  createdAt: `2026-01-${String((i % 28) + 1).padStart(2, '0')}T00:00:00Z`,
  ports: [0, 1, 2].map((j) => ({ host: 8000 + i * 3 + j, container: 80 + j })),
  env: [0, 1, 2, 3, 4].map((j) => ({ name: `VAR_${j}`, value: `value-${i}-${j}` })),
  cpuPercent: (i % 100) * 1.25 + 0.5,
  memoryBytes: i * 1048576 + 4096,
  templateIndex: i % 20,
}))

export const byId = new Map(all.map((container) => [container.id, container]))
