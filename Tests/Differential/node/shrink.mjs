// Makes a case that shows a difference smaller while it still does.
import { Kind, parse, print, visit } from 'graphql';
import { deviation } from './deviations.mjs';
import { difference, reference } from './reference.mjs';

export async function shrink(runner, original) {
  let best = original;
  const differs = async (each) => {
    const theirs = reference(each);
    const ours = await runner.ask(each);
    return difference(ours, theirs) !== null && deviation(each, ours, theirs) === null;
  };
  let again = true;
  for (let tries = 0; again && tries < 2000;) {
    again = false;
    for (const smaller of candidates(best)) {
      if (++tries > 2000) break;
      if (!(await differs(smaller))) continue;
      best = smaller;
      again = true;
      break;
    }
  }
  return { case: best, ours: await runner.ask(best), theirs: reference(best) };
}

function* candidates(each) {
  for (const document of smallerDocuments(each.document)) yield { ...each, document };
  for (const name of Object.keys(each.variables ?? {})) {
    const { [name]: _, ...variables } = each.variables;
    yield { ...each, variables };
  }
  for (const root of smallerData(each.root)) yield { ...each, root };
}

function* smallerDocuments(document) {
  let parsed;
  try {
    parsed = parse(document);
  } catch {
    const words = document.split(/\s+/);
    for (let i = 0; i < words.length; i++) yield words.filter((_, at) => at !== i).join(' ');
    return;
  }
  const removable = new Set([Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD, Kind.ARGUMENT, Kind.DIRECTIVE, Kind.VARIABLE_DEFINITION, Kind.OPERATION_DEFINITION, Kind.FRAGMENT_DEFINITION, Kind.OBJECT_FIELD]);
  let total = 0;
  visit(parsed, { enter: (node) => { if (removable.has(node.kind)) total++; } });
  for (let wanted = 0; wanted < total; wanted++) {
    let at = 0;
    const smaller = visit(parsed, { enter: (node) => (removable.has(node.kind) && at++ === wanted ? null : undefined) });
    for (const each of [pruned(smaller), smaller]) {
      const text = each.definitions.length > 0 ? print(each) : '';
      try {
        parse(text);
        yield text;
      } catch {
        // An empty selection: not smaller, but other.
      }
    }
  }
}

/** Without the fragments and variables that are no longer used. */
function pruned(document) {
  const used = new Set();
  visit(document, { FragmentSpread: (node) => void used.add(`...${node.name.value}`), Variable: (node, key, parent) => void (parent?.kind !== Kind.VARIABLE_DEFINITION && used.add(`$${node.name.value}`)) });
  return visit(document, {
    FragmentDefinition: (node) => (used.has(`...${node.name.value}`) ? undefined : null),
    VariableDefinition: (node) => (used.has(`$${node.variable.name.value}`) ? undefined : null),
  });
}

function* smallerData(value) {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const copy = Array.isArray(value) ? [...value] : { ...value };
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else delete copy[key];
    yield copy;
    for (const inner of smallerData(value[key])) yield Array.isArray(value) ? value.map((item, i) => (i === Number(key) ? inner : item)) : { ...value, [key]: inner };
  }
}
