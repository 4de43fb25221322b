// SPDX-License-Identifier: AGPL-3.0-or-later
// Goes on to the machines as soon as the agent, which begins anew, answers again.
const onwards = document.querySelector("a.onwards");

async function look(wasAway) {
  try {
    const answer = await fetch("/api/v1/state", { signal: AbortSignal.timeout(2000) });
    if (answer.ok && wasAway) return void location.assign(onwards.href);
    setTimeout(look, 300, wasAway);
  } catch {
    setTimeout(look, 500, true);
  }
}

if (onwards) {
  look(false);
  // It may have been away between two looks.
  setTimeout(() => location.assign(onwards.href), 8000);
}
