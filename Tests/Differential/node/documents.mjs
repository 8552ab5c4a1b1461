// Random documents for a schema: valid ones, and ones with a few mistakes of every kind that validation knows.
import {
  getNamedType, isAbstractType, isCompositeType, isNonNullType, isObjectType, Lexer, Source, TokenKind,
} from 'graphql';
import { json, literal } from './values.mjs';

export function randomDocument(random, schema, broken) {
  return new Writer(random, schema, broken).write();
}

class Writer {
  constructor(random, schema, broken) {
    this.random = random;
    this.schema = schema;
    // Of every place where a mistake could be, about this many have one.
    this.mistakes = broken ? random.pick([0.005, 0.02, 0.05]) : 0;
    // Now and then few response names for many fields: what may be merged and what may not.
    this.merging = random.chance(0.15);
    this.fragments = [];
    this.composites = Object.values(schema.getTypeMap()).filter((type) => isCompositeType(type) && !type.name.startsWith('__'));
  }

  oops() {
    return this.mistakes > 0 && this.random.chance(this.mistakes);
  }

  write() {
    const { random, schema } = this;
    const roots = [['query', schema.getQueryType()], ['query', schema.getQueryType()], ['mutation', schema.getMutationType()], ['subscription', schema.getSubscriptionType()]];
    const count = random.chance(0.12) ? 2 : 1;
    const operations = [];
    for (let i = 0; i < count; i++) {
      const [kind, type] = random.pick(this.oops() ? roots : roots.filter(([, each]) => each));
      operations.push(this.operation(kind, type ?? schema.getQueryType(), count > 1 ? (this.oops() ? 'Op0' : `Op${i}`) : random.chance(0.3) ? 'Op0' : ''));
    }
    const fragments = this.fragments.map((each) => each.text);
    if (this.oops()) fragments.push('fragment Unused on Query { __typename }');
    if (this.oops() && fragments.length > 0) fragments.push(random.pick(fragments));
    if (this.oops()) fragments.push('type Extra { a: Int }');
    const parts = random.chance(0.5) ? [...operations.map((each) => each.text), ...fragments] : [...fragments, ...operations.map((each) => each.text)];
    const chosen = random.pick(operations);
    const operationName = count > 1 ? (random.chance(0.1) ? (random.chance(0.5) ? undefined : 'Nope') : chosen.name) : random.chance(0.05) ? 'Nope' : undefined;
    return { document: parts.join(random.chance(0.5) ? '\n\n' : ' # a comment\n'), operationName, variables: chosen.values };
  }

  operation(kind, type, name) {
    const { random } = this;
    this.variables = new Map();
    // Fragments are shared only by operations that declare the same variables: each operation starts its own.
    this.usable = [];
    const single = kind === 'subscription';
    const selection = this.selection(type, 0, single && !this.oops());
    const values = {};
    const declared = [];
    for (const [variable, each] of this.variables) {
      if (this.oops()) continue;
      declared.push(`${this.description()}$${variable}: ${each.type}${each.initial === undefined ? '' : ` = ${each.initial}`}${random.chance(0.05) ? ' @mark' : ''}`);
      const required = each.type.endsWith('!') && each.initial === undefined;
      if (random.chance(required ? 0.97 : 0.7)) values[variable] = each.value;
    }
    if (this.oops()) declared.push('$unused: Int');
    if (this.oops() && declared.length > 0) declared.push(random.pick(declared));
    if (this.oops()) declared.push(`$odd: ${random.pick(['Query', 'Nope', '[I0]', 'Int!!'])}`);
    if (random.chance(0.03)) values.extra = 1;
    const directives = random.chance(0.04) ? ' @mark(level: 2) @mark' : this.oops() ? ' @once(why: "x") @once(why: "y")' : '';
    const head = declared.length > 0 ? `${kind} ${name}(${declared.join(', ')})${directives} ` : name || kind !== 'query' || directives ? `${kind} ${name}${directives} ` : random.chance(0.5) ? '' : 'query ';
    return { name, text: (head.trim() === '' && !this.oops() ? '' : this.description()) + head + selection, values };
  }

  selection(type, depth, single = false) {
    const { random } = this;
    if (this.oops()) return random.pick(['{}', '', '{ nope }', '{ __typename }']);
    const count = single ? 1 : random.int(1, depth > 3 ? 2 : 4);
    const parts = [];
    for (let i = 0; i < count; i++) parts.push(this.part(type, depth, single));
    if (!single && random.chance(0.25)) parts.push(random.pick(parts));
    return `{ ${parts.join(random.chance(0.3) ? ', ' : ' ')} }`;
  }

  part(type, depth, single) {
    const { random } = this;
    const choice = random.next();
    if (choice < 0.12) {
      const on = this.condition(type);
      return `...${on === null ? '' : ` on ${on.name}`}${single ? '' : this.directives('INLINE_FRAGMENT')} ${this.selection(on ?? type, depth + 1, single)}`;
    }
    if (choice < 0.22 && depth < 5) return `...${this.fragment(type, depth, single)}${single ? '' : this.directives('FRAGMENT_SPREAD')}`;
    if (!single && (choice < 0.3 || !type.getFields)) return this.oops() ? '__typenam' : `${this.alias('t')}__typename`;
    if (single && !type.getFields) return '__typename';
    if (!single && depth === 0 && type === this.schema.getQueryType() && choice < 0.34) return this.introspection();
    return this.field(type, depth, single);
  }

  field(type, depth, single) {
    const { random } = this;
    const fields = Object.values(type.getFields());
    const shallow = depth > 4 ? fields.filter((field) => !isCompositeType(getNamedType(field.type))) : fields;
    const field = random.pick(shallow.length > 0 ? shallow : fields);
    if (depth > 7 && shallow.length === 0) return '__typename';
    const name = this.oops() ? `${field.name}x` : field.name;
    const taken = field.args.length > 0 || random.chance(0.15) ? this.alias(`${field.name}_`) : '';
    const inner = isCompositeType(getNamedType(field.type)) !== this.oops() ? ` ${isCompositeType(getNamedType(field.type)) ? this.selection(getNamedType(field.type), depth + 1) : '{ a }'}` : '';
    return `${taken}${name}${this.arguments(field.args)}${single ? '' : this.directives('FIELD')}${inner}`;
  }

  arguments(args) {
    const { random } = this;
    const written = [];
    for (const arg of args) {
      const required = isNonNullType(arg.type) && arg.defaultValue === undefined;
      if (required ? this.oops() : random.chance(0.5)) continue;
      written.push(`${arg.name}: ${literal(random, arg.type, this.mistakes, (type) => this.variable(type, arg.defaultValue !== undefined))}`);
    }
    if (this.oops()) written.push(random.pick(['nope: 1', ...written]));
    return written.length > 0 ? `(${written.join(', ')})` : '';
  }

  /** A variable of a type, now and then; or null. */
  variable(type) {
    const { random } = this;
    if (!random.chance(0.25)) return null;
    if (this.oops()) return '$undeclared';
    const known = [...this.variables].filter(([, each]) => each.of === String(type)).map(([name]) => name);
    if (known.length > 0 && random.chance(0.5)) return `$${random.pick(known)}`;
    const name = `v${this.variables.size}`;
    const written = this.oops() ? random.pick(['Int', 'String', '[Int!]', 'Boolean!', 'In0']) : !isNonNullType(type) && random.chance(0.3) ? `${type}!` : String(type);
    const initial = random.chance(0.2) ? literal(random, isNonNullType(type) ? type.ofType : type, this.mistakes) : undefined;
    // What is nullable with a default may stand where no null may; the other way round it may not.
    const loosened = initial !== undefined && initial !== 'null' && written.endsWith('!') && random.chance(0.4) ? written.slice(0, -1) : written;
    const usable = loosened.endsWith('!') && initial === 'null' ? undefined : initial;
    this.variables.set(name, { of: String(type), type: loosened, initial: usable, value: json(random, type, random.chance(0.15) ? 0.3 : 0) });
    return `$${name}`;
  }

  directives(location) {
    const { random } = this;
    let text = '';
    if (random.chance(0.14)) text += ` @${random.pick(['skip', 'include'])}(if: ${this.variable(this.schema.getDirective('skip').args[0].type) ?? random.pick(['true', 'false'])})`;
    if (random.chance(0.04)) text += ` @mark${this.arguments(this.schema.getDirective('mark').args)}`;
    if (this.oops()) text += random.pick([' @nope', ' @skip', ' @skip(if: true) @skip(if: true)', ' @once(why: "a") @once(why: "b")', ' @deprecated', ' @include(if: "x")', ' @once']);
    return location === 'FIELD' && random.chance(0.02) ? `${text} @once(why: "field")` : text;
  }

  /** A type that a fragment here may be on; null for a fragment without condition. */
  condition(type) {
    const { random, schema } = this;
    if (this.oops()) return random.pick(this.composites);
    if (random.chance(0.2)) return null;
    const here = new Set(possible(schema, type));
    return random.pick(this.composites.filter((each) => possible(schema, each).some((object) => here.has(object)))) ?? null;
  }

  fragment(type, depth, single) {
    const { random, schema } = this;
    if (this.oops()) return 'Nope';
    const here = new Set(possible(schema, type));
    const fitting = this.usable.filter((each) => (this.oops() || !each.open) && !single && possible(schema, each.on).some((object) => here.has(object)));
    if (fitting.length > 0 && random.chance(0.6)) return random.pick(fitting).name;
    const made = { name: `F${this.fragments.length}`, on: this.condition(type) ?? type, open: true, text: '' };
    this.fragments.push(made);
    this.usable.push(made);
    made.text = `${this.description()}fragment ${made.name} on ${made.on.name}${random.chance(0.05) ? ' @mark' : ''} ${this.selection(made.on, depth + 1, single)}`;
    made.open = false;
    return made.name;
  }

  description() {
    return this.random.chance(0.04) ? this.random.pick(['"described" ', '"""\n  described\n""" ', '"" ']) : '';
  }

  alias(prefix) {
    const { random } = this;
    if (this.merging) return random.chance(0.4) ? '' : `${random.pick(['x', 'y', 'f0', 'q0'])}: `;
    return this.oops() ? 'same: ' : `${prefix}${random.int(0, 9999)}: `;
  }

  introspection() {
    const { random, schema } = this;
    const type = random.pick(Object.values(schema.getTypeMap()).filter((each) => !each.name.startsWith('__') && !['Int', 'Float', 'String', 'Boolean', 'ID'].includes(each.name)));
    const reference = '{ kind name ofType { kind name ofType { kind name ofType { name } } } }';
    const deprecated = random.pick(['', '(includeDeprecated: true)', '(includeDeprecated: false)']);
    const input = `name type ${reference} defaultValue isDeprecated deprecationReason`;
    const asked = random.some([
      'kind', 'name', 'description', 'specifiedByURL', 'isOneOf', 'ofType { name }', `possibleTypes { name }`, 'interfaces { kind name }',
      `fields${deprecated} { name args${deprecated} { ${input} } type ${reference} isDeprecated deprecationReason }`,
      `enumValues${deprecated} { name isDeprecated deprecationReason }`, `inputFields${deprecated} { ${input} }`,
    ], 1, 5);
    return random.chance(0.2)
      ? `${this.alias('s')}__schema { description queryType { name } mutationType { name } subscriptionType { kind name } types { kind name } directives { name args { name } } }`
      : `${this.alias('i')}__type(name: "${random.chance(0.1) ? 'Nope' : type.name}") { ${asked.join(' ')} }`;
  }
}

function possible(schema, type) {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
}

/** A document with a few of its tokens left out, doubled, swapped or replaced: mostly no longer GraphQL. */
export function scramble(random, document) {
  const lexer = new Lexer(new Source(document));
  const tokens = [];
  try {
    while (lexer.advance().kind !== TokenKind.EOF) tokens.push(document.slice(lexer.token.start, lexer.token.end));
  } catch {
    return document;
  }
  for (let i = random.int(1, 2); i > 0 && tokens.length > 1; i--) {
    const at = random.int(0, tokens.length - 1);
    const other = random.int(0, tokens.length - 1);
    switch (random.int(0, 4)) {
      case 0: tokens.splice(at, 1); break;
      case 1: tokens.splice(at, 0, tokens[at]); break;
      case 2: [tokens[at], tokens[other]] = [tokens[other], tokens[at]]; break;
      case 3: tokens[at] = tokens[other]; break;
      default: tokens[at] = random.pick(['{', '}', '(', ')', '[', ']', '!', '$', ':', '=', '@', '|', '&', '...', 'on', 'null', 'true', 'query', 'fragment', '1', '1.5', '"s"', '"""b"""', 'x', '@skip(if: true)', '00', '1.', '-', '"\\q"', '"\\uD800"', '"\\u{110000}"', "'"]);
    }
  }
  return tokens.join(' ');
}

