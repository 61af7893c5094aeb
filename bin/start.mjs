#!/usr/bin/env node
// npm start: installs what is missing, builds what is older than its source, starts the simulators of the outside world and the demo.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, folder, install } from './prepare.mjs';

const dataDir = resolve(process.env.DATA_DIR ?? join(folder, 'data'));
const port = Number(process.env.PORT ?? 8080);
const simulatorsUrl = `http://127.0.0.1:${port + 1}/inbox/messages?to=nobody`;
const publicUrl = process.env.PUBLIC_URL ?? `http://127.0.0.1:${port}`;

process.chdir(folder);
install();
build();
await startDemo();

async function startDemo() {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const children = [];
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const run = (script, environment) => {
    const child = start(script, environment);
    children.push(child);
    child.once('exit', (code) => {
      stop();
      process.exitCode ||= code ?? 1;
    });
    return child;
  };
  const wiring = join(dataDir, 'simulators', 'simulators.json');
  const simulators = run('simulators/main.js', {
    SIMULATORS_DATA: join(dataDir, 'simulators'),
    SIMULATORS_HTTP_PORT: String(port + 1),
    SIMULATORS_SMTP_PORT: String(port + 2),
  });
  // Addresses and keys of the simulators stay as they were made: only the very first start has to wait for them.
  if (!wiredTo(wiring, port + 1)) await answers(simulatorsUrl, simulators);
  writeSettings(wiring);
  const server = run('src/main.js', {
    YINXIN_MODE: 'demo',
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  });
  await answers(`http://127.0.0.1:${port}/health`, server);
  await answers(simulatorsUrl, simulators);
  console.log(
    readFileSync(join(folder, 'bin', 'welcome.txt'), 'utf8')
      .replaceAll('{url}', publicUrl)
      .replaceAll('{simulators}', `http://127.0.0.1:${port + 1}`),
  );
}

function wiredTo(file, simulatorsPort) {
  return existsSync(file) && new URL(JSON.parse(readFileSync(file, 'utf8')).url).port === String(simulatorsPort);
}

/** Secrets are made once and stay in the data folder, readable by its owner only; the wiring of the simulators is renewed at every start. */
function writeSettings(wiringFile) {
  const file = join(dataDir, 'demo-settings.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  for (const name of ['SESSION_SECRET', 'DATA_KEY', 'KEY_ENCRYPTION_KEY', 'AUDIT_KEY']) known[name] ??= randomBytes(32).toString('base64');
  const { alipay, sms, mail, identity, inbox } = JSON.parse(readFileSync(wiringFile, 'utf8'));
  const wiring = {
    ALIPAY_GATEWAY: alipay.gatewayUrl,
    ALIPAY_APP_ID: alipay.appId,
    ALIPAY_SELLER_ID: alipay.sellerId,
    ALIPAY_APP_PRIVATE_KEY: alipay.appPrivateKey,
    ALIPAY_PUBLIC_KEY: alipay.alipayPublicKey,
    SMS_ENDPOINT: sms.endpoint,
    SMS_ACCESS_KEY_ID: sms.accessKeyId,
    SMS_ACCESS_KEY_SECRET: sms.accessKeySecret,
    SMS_SIGN_NAME: sms.signName,
    SMS_TEMPLATES: 'notice=SMS_100000,verification-code=SMS_100001,credentials=SMS_100002',
    SMTP_URL: `smtp://${mail.user}:${encodeURIComponent(mail.password)}@${mail.host}:${mail.port}?tls=none`,
    MAIL_FROM: mail.from,
    IDENTITY_URL: identity.url,
    IDENTITY_CLIENT_ID: identity.clientId,
    IDENTITY_SECRET: identity.secret,
    DEMO_INBOX_URL: inbox.messagesUrl,
  };
  writeFileSync(file, JSON.stringify({ ...known, ...wiring }, null, 2), { mode: 0o600 });
}

function start(script, environment) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(folder, 'dist', script)], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  child.once('error', (error) => {
    throw error;
  });
  return child;
}

async function answers(url, child) {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) process.exit(child.exitCode || 1);
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${url} did not answer within a minute`);
}
