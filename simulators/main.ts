import { parseArgs } from 'node:util';
import { startSimulators } from './start-simulators.ts';

// node simulators/main.ts --data ./data/simulators --http-port 4801 --smtp-port 4802; the same names in SIMULATORS_… work too.
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env['SIMULATORS_DATA'] ?? './data/simulators' },
    host: { type: 'string', default: process.env['SIMULATORS_HOST'] ?? '127.0.0.1' },
    'http-port': { type: 'string', default: process.env['SIMULATORS_HTTP_PORT'] ?? '4801' },
    'smtp-port': { type: 'string', default: process.env['SIMULATORS_SMTP_PORT'] ?? '4802' },
    'public-url': { type: 'string', default: process.env['SIMULATORS_PUBLIC_URL'] ?? '' },
    hurry: { type: 'string', default: process.env['SIMULATORS_HURRY'] ?? '1' },
  },
});

const publicUrl = values['public-url'].replace(/\/$/, '');
const simulators = await startSimulators({
  dataDir: values.data,
  host: values.host,
  httpPort: Number(values['http-port']),
  smtpPort: Number(values['smtp-port']),
  hurry: Number(values.hurry),
  ...(publicUrl !== '' && { publicUrl }),
});
console.log(
  `simulators of the outside world: ${simulators.wiring.url} (SMTP ${simulators.wiring.mail.port}), wiring in ${values.data}/simulators.json`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulators.stop().then(() => process.exit(0)));
}
