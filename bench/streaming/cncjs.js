#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Has CNCjs send a file: starts its server, opens the port, loads the file, starts it and waits for its end.
// Usage: CNCJS=FOLDER node cncjs.js Grbl|Marlin PORT FILE     (FOLDER: where "npm install cncjs" was run)
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

const folder = process.env.CNCJS;
const [controller, port, file] = process.argv.slice(2);
const io = require(path.join(folder, 'node_modules/socket.io-client'));
const at = 18000 + (process.pid % 2000);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'cncjs-'));
const server = spawn(process.execPath,
    [path.join(folder, 'node_modules/cncjs/bin/cncjs'), '-p', at, '-H', '127.0.0.1', '-c', path.join(work, 'cncrc')],
    { stdio: 'ignore' });

function end(code) {
    server.once('exit', () => { fs.rmSync(work, { recursive: true, force: true }); process.exit(code); });
    server.kill();
}

function token() {
    return new Promise((good, bad) => {
        const request = http.request({ host: '127.0.0.1', port: at, path: '/api/signin', method: 'POST',
            headers: { 'Content-Type': 'application/json' } }, answer => {
            let text = '';
            answer.on('data', part => text += part).on('end', () => good(JSON.parse(text).token));
        });
        request.on('error', bad).end('{}');
    });
}

async function signIn() {
    for (let tries = 0; tries < 100; tries++) {
        try { return await token(); } catch (early) { await new Promise(later => setTimeout(later, 100)); }
    }
    throw new Error('CNCjs does not answer.');
}

(async () => {
    const socket = io('http://127.0.0.1:' + at, { query: 'token=' + await signIn(), transports: ['websocket'] });
    let begun = false;
    socket.on('sender:status', status => {
        if (begun && status.finishTime > 0 && status.received >= status.total) end(0);
    });
    // A Grbl that has greeted is ready; it says so through its first state.
    socket.once('controller:state', () => socket.emit('command', port, 'gcode:load', path.basename(file),
        fs.readFileSync(file, 'utf8'), {}, fault => {
            if (fault) { console.error(fault); end(1); return; }
            begun = true;
            socket.emit('command', port, 'gcode:start');
        }));
    socket.on('connect', () => socket.emit('open', port, { controllerType: controller, baudrate: 115200 }, fault => {
        if (fault) { console.error(fault); end(1); }
    }));
})().catch(fault => { console.error(fault); end(1); });
