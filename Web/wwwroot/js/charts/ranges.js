const MINUTE = 60

/** The times that charts can show, in seconds, with what stands under them and how far apart points are. ChartRange.cs says the same. */
export const RANGES = {
  '5m': { name: '5 min', span: 5 * MINUTE, step: 2, axis: ['5 min ago', '4', '3', '2', '1', 'now'] },
  '1h': { name: '1 h', span: 60 * MINUTE, step: MINUTE, axis: ['60 min ago', '45', '30', '15', 'now'] },
  '6h': { name: '6 h', span: 360 * MINUTE, step: MINUTE, axis: ['6 h ago', '5', '4', '3', '2', '1', 'now'] },
  '24h': { name: '24 h', span: 1440 * MINUTE, step: 5 * MINUTE, axis: ['24 h ago', '18', '12', '6', 'now'] },
  '7d': { name: '7 d', span: 7 * 1440 * MINUTE, step: 60 * MINUTE, axis: ['7 d ago', '6', '5', '4', '3', '2', '1', 'now'] },
  '30d': { name: '30 d', span: 30 * 1440 * MINUTE, step: 180 * MINUTE, axis: ['30 d ago', '24', '18', '12', '6', 'now'] },
}
