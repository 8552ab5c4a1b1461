// Talks to the conformance runner: cases in, answers out, in order.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class Runner {
  constructor(command) {
    this.process = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
    this.waiting = [];
    createInterface({ input: this.process.stdout, crlfDelay: Infinity }).on('line', (line) => this.waiting.shift().resolve(JSON.parse(line)));
    this.process.on('exit', (code) => {
      for (const { reject } of this.waiting) reject(new Error(`the runner ended with ${code}`));
    });
  }

  ask(each) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.process.stdin.write(`${JSON.stringify(each)}\n`);
    });
  }

  end() {
    this.process.stdin.end();
  }
}
