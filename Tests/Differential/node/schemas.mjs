// Random schemas as SDL: every kind of type, defaults, deprecation, interfaces of interfaces, oneOf inputs, directives.

const scalars = ['Int', 'Float', 'String', 'Boolean', 'ID'];

export function randomSchema(random) {
  const interfaces = names('I', random.int(1, 3));
  const objects = names('O', random.int(3, 6));
  const unions = names('U', random.int(1, 2));
  const enums = names('E', random.int(1, 2));
  const inputs = names('In', random.int(1, 3));
  const custom = random.chance(0.6) ? ['Any'] : [];
  const leaves = [...scalars, ...enums, ...custom];
  const out = [];

  const wrap = (name, nonNull = 0.25) => {
    let type = name + (random.chance(nonNull) ? '!' : '');
    for (let lists = random.chance(0.3) ? random.int(1, 2) : 0; lists > 0; lists--) type = `[${type}]` + (random.chance(nonNull) ? '!' : '');
    return type;
  };
  const inputType = (nonNull) => wrap(random.pick([...leaves, ...leaves, ...inputs]), nonNull);
  const outputType = () => wrap(random.pick([...leaves, ...leaves, ...interfaces, ...objects, ...objects, ...unions]));
  const enumValues = (name) => ['A', 'B', 'C'].map((value) => `${name}_${value}`);

  // Defaults of plain types only: what an input object's default looks like in introspection differs between versions.
  const literal = (type) => {
    if (type.endsWith('!')) return literal(type.slice(0, -1)) === 'null' ? null : literal(type.slice(0, -1));
    if (type.startsWith('[')) {
      const item = literal(type.slice(1, -1));
      return item === null ? null : random.chance(0.3) ? '[]' : `[${item}, ${item}]`;
    }
    if (enums.includes(type)) return random.pick(enumValues(type));
    return { Int: '7', Float: '1.5', String: '"text"', Boolean: 'true', ID: '"id"' }[type] ?? null;
  };
  const value = (name, nonNull, deprecable = true) => {
    const type = inputType(nonNull);
    const initial = random.chance(0.3) ? literal(type) : null;
    const deprecated = deprecable && random.chance(0.08) && (!type.endsWith('!') || initial !== null) ? ' @deprecated(reason: "old")' : '';
    return `${name}: ${type}${initial === null ? '' : ` = ${initial}`}${deprecated}`;
  };
  const args = () => (random.chance(0.4) ? `(${names('a', random.int(1, 3)).map((name) => value(name, 0.3)).join(', ')})` : '');
  const deprecated = () => (random.chance(0.05) ? ' @deprecated' : '');

  // Whoever implements repeats the fields word for word: covariance has cases of its own.
  const interfaceFields = {};
  const parents = {};
  interfaces.forEach((name, i) => {
    parents[name] = i > 0 && random.chance(0.5) ? [interfaces[i - 1], ...parents[interfaces[i - 1]]] : [];
    const own = names(`${name.toLowerCase()}f`, random.int(1, 3)).map((field) => `${field}${args()}: ${outputType()}`);
    interfaceFields[name] = [...new Set([...parents[name].flatMap((parent) => interfaceFields[parent]), ...own])];
    out.push(`interface ${name}${implementing(parents[name])} {\n  ${interfaceFields[name].join('\n  ')}\n}`);
  });
  for (const name of objects) {
    const chosen = random.some(interfaces, 0, 2);
    const all = [...new Set(chosen.flatMap((each) => [each, ...parents[each]]))];
    const shared = ['x', 'y', 'z'].map((field) => (random.chance(0.5) ? `${field}: ${random.pick(leaves)}` : null)).filter(Boolean);
    const own = names('f', random.int(2, 5)).map((field) => `${field}${args()}: ${outputType()}${deprecated()}`);
    out.push(`type ${name}${implementing(all)} {\n  ${[...new Set([...all.flatMap((each) => interfaceFields[each]), ...shared, ...own])].join('\n  ')}\n}`);
  }
  for (const name of unions) out.push(`union ${name} = ${random.some(objects, 1, 3).join(' | ')}`);
  for (const name of enums) out.push(`enum ${name} { ${enumValues(name).map((each, i) => each + (i === 2 ? deprecated() : '')).join(' ')} }`);
  for (const name of custom) out.push(`scalar ${name} @specifiedBy(url: "https://example.com/any")`);
  inputs.forEach((name, i) => {
    if (random.chance(0.3)) {
      out.push(`input ${name} @oneOf {\n  a: ${random.pick(leaves)}\n  b: [${random.pick(leaves)}!]\n  c: ${random.pick(inputs)}\n  d: Int\n}`);
    } else {
      const fields = names('v', random.int(1, 4)).map((field) => value(field, 0.2)).map((field) => safe(field, inputs, i));
      out.push(`input ${name} {\n  ${fields.join('\n  ')}\n  self: ${name}\n}`);
    }
  });
  out.push('directive @mark(level: Int = 1, tag: String) repeatable on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | QUERY | FRAGMENT_DEFINITION | VARIABLE_DEFINITION');
  out.push('directive @once(why: String!) on FIELD | MUTATION | SUBSCRIPTION');
  const root = (name, least, takes = args) => `type ${name} {\n  ${names('q', random.int(least, 6)).map((field) => `${field}${takes()}: ${outputType()}`).join('\n  ')}\n}`;
  out.push(root('Query', 3));
  if (random.chance(0.7)) out.push(root('Mutation', 1));
  if (random.chance(0.5)) out.push(root('Subscription', 1, () => ''));
  return out.flatMap((part) => (random.chance(0.2) ? extended(part) : [part])).join('\n\n');
}

/** A definition as a shorter one and an extension that brings the rest. */
function extended(part) {
  const lines = part.split('\n');
  const [, head] = /^((?:type|interface|input) \w+)/.exec(part) ?? [];
  if (head && lines.length > 3) return [[...lines.slice(0, -2), '}'].join('\n'), `extend ${head} {\n${lines.at(-2)}\n}`];
  const [, union, first, rest] = /^(union \w+) = (\w+) \| (.*)$/.exec(part) ?? [];
  if (union) return [`extend ${union} = | ${rest}`, `"A union" ${union} = ${first}`];
  const [, start, last] = /^(enum \w+ \{.*) (\w+ \})$/.exec(part) ?? [];
  return start ? [`${start} }`, `extend ${start.slice(0, start.indexOf('{'))}{ ${last}`] : [part];
}

/** An input may need only those before it, so that each has a value that ends. */
function safe(field, inputs, index) {
  const needed = /: (In\d+)!/.exec(field);
  return needed && inputs.indexOf(needed[1]) >= index ? field.replace('!', '') : field;
}

const implementing = (list) => (list.length > 0 ? ` implements ${list.join(' & ')}` : '');

const names = (prefix, count) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
