// The web chat. Three things hold it together:
// - every message has a place, (id, 0) or, until the server has given it an id, (id before it, n);
// - what the person does goes into a queue that outlives a reload and is sent in order, and again
//   under the same id until the server has it;
// - whatever arrives, by stream or by history, goes through `receive`, which knows what it has.

const API = "/chat/api/";
const TIMEOUT = 20_000;
const TIMEOUT_WITH_FILES = 180_000;
const MOST_FILES = 3;
const SECOND = 1000;
const words = document.body.dataset;
const title = document.title;
const byId = (id) => document.getElementById(id);
const [list, log, form, field, newer, net] = ["list", "log", "form", "text", "newer", "net"].map(byId);
const header = document.querySelector("header");
const deskKeys = matchMedia("(hover: hover) and (pointer: fine)");

const seen = new Set(); // the server's ids
const items = new Map(); // key of an own message → its <li>
let last = 0; // the highest id seen
let count = 0; // of local messages, for their place
let unread = 0;

// ---------------------------------------------------------------- what outlives a reload

const store = {
  read(name, fallback) {
    try {
      return JSON.parse(sessionStorage.getItem(name)) ?? fallback;
    } catch {
      return fallback;
    }
  },
  write(name, value) {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // Private windows may have no storage: then a reload forgets, and nothing else changes.
    }
  },
};

let queue = store.read("queue", []); // {id, text | choice, label, held, at, after, files}
const blobs = new Map(); // id of a queued message → its files, which no storage outlives a reload with
let typed = store.read("typed", []); // {key, text, at, after, held, carried}
const PARTING = Number.MAX_SAFE_INTEGER; // the id of the last words to a chat that was erased
let parted = false; // the chat is erased: what is typed next begins a new one
let holding = false; // does the last message of the bot say that nothing is kept yet?

const saveQueue = () => store.write("queue", queue);
const saveTyped = () => store.write("typed", typed.filter((one) => !one.answered));

// ---------------------------------------------------------------- small tools

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// crypto.randomUUID is missing on plain http, where a test or a village server may well run.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const backOff = (tries) => Math.min(30, 2 ** Math.min(tries, 5)) * SECOND * (0.75 + Math.random() / 2);

const sleepers = new Set();
function nap(milliseconds) {
  return new Promise((resolve) => {
    sleepers.add(resolve);
    setTimeout(() => sleepers.delete(resolve) && resolve(), milliseconds);
  });
}
function wakeAll() {
  for (const resolve of sleepers) resolve();
  sleepers.clear();
}

// The server cleans what it stores, so its echo may differ in form from what was typed.
const plain = (text) => (text ?? "").normalize("NFC").replace(/\s+/g, " ").trim();

// ---------------------------------------------------------------- the network

let failures = 0;
let barred = false; // no cookie, no talk

function heard(ok, crowded) {
  failures = ok ? 0 : failures + 1;
  notice(!navigator.onLine ? words.offline : failures > 1 ? words.down : crowded ? words.crowded : "");
}

function notice(text) {
  const shown = barred ? words.cookies : text;
  if (net.textContent !== shown) net.textContent = shown;
}

/** The answer's status and body; status 0 when there was none. */
async function call(path, body) {
  const control = new AbortController();
  const isForm = body instanceof FormData;
  const timer = setTimeout(() => control.abort(), isForm ? TIMEOUT_WITH_FILES : TIMEOUT);
  try {
    const answer = await fetch(API + path, {
      method: body ? "POST" : "GET",
      headers: body && !isForm ? { "Content-Type": "application/json" } : {},
      body: isForm ? body : body && JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      signal: control.signal,
    });
    const read = body || !answer.ok ? null : await answer.json();
    heard(answer.status < 500, answer.status === 429);
    return { status: answer.status, read, wait: Number(answer.headers.get("Retry-After")) };
  } catch {
    heard(false);
    return { status: 0, read: null, wait: 0 };
  } finally {
    clearTimeout(timer);
  }
}

const passing = (status) => status === 0 || status === 408 || status === 429 || status >= 500;

async function callUntilHeard(path, body) {
  for (let tries = 0; ; tries++) {
    const answer = await call(path, body);
    if (!passing(answer.status)) return answer;
    await nap(answer.wait * SECOND || backOff(tries));
  }
}

let opening = null;
/** Two openings at once, each without a cookie yet, would make two people of one. */
function openSession(start) {
  opening ??= askForSession(start).finally(() => (opening = null));
  return opening;
}

async function askForSession(start) {
  const answer = await callUntilHeard("session", start ? { start } : {});
  if (answer.status >= 400 && start) await callUntilHeard("session", {});
}

let catching = null;
/** Reads what came since the last message; one reading at a time. */
function catchUp() {
  if (parted) return Promise.resolve();
  catching ??= readHistory().finally(() => (catching = null));
  return catching;
}

let gap = false; // the page came with the end of a long talk: the first reading brings the rest
async function readHistory() {
  for (let from = gap ? 0 : last; ; ) {
    let answer = await callUntilHeard(`history?after=${from}`);
    if (answer.status === 401) {
      await openSession();
      answer = await callUntilHeard(`history?after=${from}`);
      // Asking again and again would make a new person at the server each time.
      barred = answer.status === 401;
      notice("");
    }
    const messages = answer.read?.messages ?? [];
    receive(messages);
    const end = Number(messages.at(-1)?.id ?? from);
    // The server may hand out a long history in pages; a short page is the last one.
    if (messages.length < 50 || end === from) break;
    from = end;
  }
  gap = false;
}

let stream = null;
let reopen = 0;
let streamTries = 0;

function connect() {
  clearTimeout(reopen);
  stream?.close();
  stream = new EventSource(`${API}stream`);
  stream.addEventListener("message", (event) => receive([{ from: "bot", ...JSON.parse(event.data) }]));
  stream.addEventListener("me", (event) => receive([{ from: "me", ...JSON.parse(event.data) }]));
  stream.onopen = () => {
    streamTries = 0;
    heard(true);
    catchUp();
  };
  stream.onerror = () => {
    heard(false);
    // The browser goes on by itself after a broken line, not after an answer that was an error.
    if (stream.readyState === EventSource.CLOSED) reopen = setTimeout(reconnect, backOff(streamTries++));
  };
}

async function reconnect() {
  await catchUp();
  if (!barred && !parted) connect();
}

/** The server has forgotten this chat, so the page does: only the words that say so still stand. */
function part(message) {
  parted = true;
  stream?.close();
  clearTimeout(reopen);
  [queue, typed, spare, carried] = [[], [], [], together([])];
  saveQueue();
  saveTyped();
  seen.clear();
  items.clear();
  blobs.clear();
  last = replied = 0;
  holding = gap = false;
  list.replaceChildren();
  put(botItem({ ...message, from: "bot" }), 0, 0);
  byId("empty").hidden = true;
  showTyping(false);
}

const streamOpen = () => stream?.readyState === EventSource.OPEN;

// ---------------------------------------------------------------- what arrives

function receive(messages) {
  const parting = messages.find((one) => Number(one.id) === PARTING);
  if (parting) return part(parting);
  const pinned = atBottom();
  const fresh = messages.filter((one) => !seen.has(Number(one.id)));
  const bots = fresh.map(take).filter(Boolean);
  if (!fresh.length) return;
  byId("empty").hidden = true;
  if (bots.length) showTyping(false);
  refreshOptions();
  follow(pinned, bots);
}

/** Puts one message where it belongs; gives back the item of a message of the bot. */
function take(message) {
  const id = Number(message.id);
  seen.add(id);
  last = Math.max(last, id);
  if (message.from === "me") {
    takeOwn(message, id);
    return null;
  }
  const item = botItem(message);
  put(item, id, 0);
  if (id < last) return item;
  replied = id;
  holding = Boolean(message.hold);
  judgeTyped(id);
  return item;
}

function takeOwn(message, id) {
  const mine = items.get(message.key);
  settle(message.key);
  if (!mine) {
    dropLocalCopy(message.text);
    const item = ownItem(message.text, message.at);
    if (message.key) items.set(message.key, item);
    put(item, id, 0);
    return;
  }
  // What was withheld stays as it was typed here: the server has only a word in its place.
  mine.sent = true;
  correct(mine, message.at);
  setState(mine, typed.find((one) => one.key === message.key && one.held) ? "held" : "");
  put(mine, id, 0);
}

/** A phone whose clock is wrong would put its own words under another day than the replies. */
function correct(item, at) {
  if (Math.abs(new Date(at) - item.at) < 60 * SECOND) return;
  item.at = new Date(at);
  item.querySelector("time").replaceWith(clock(at));
}

/** Words that were held here come back as a message of the server's: one of the two is enough. */
function dropLocalCopy(text) {
  if (!carried.keys.length || plain(carried.text) !== plain(text)) return;
  for (const key of carried.keys) items.get(key)?.local && remove(items.get(key));
  typed = typed.filter((one) => !carried.keys.includes(one.key));
  spare = [];
  carried = together([]);
  saveTyped();
}

// ---------------------------------------------------------------- words kept here until the yes

const together = (some) => ({ text: some.map((one) => one.text).join("\n"), keys: some.map((one) => one.key) });
let carried = together(typed.filter((one) => one.carried));
let spare = []; // went along and were not taken: another question may stand before the yes

function judgeTyped(id) {
  for (const one of typed) {
    if (id <= one.after) continue;
    if (holding) {
      one.held = true;
      one.answered = false;
      if (items.has(one.key)) setState(items.get(one.key), "held");
    } else if (one.carried) {
      one.done = true;
      if (one.held) spare.push(one);
      if (items.has(one.key)) setState(items.get(one.key), one.held ? "only-here" : "");
    } else if (!one.held) {
      one.answered = true;
    }
  }
  typed = typed.filter((one) => !one.done);
  saveTyped();
}

/** The words not kept by the server so far, to go with what the person does next. */
function carry() {
  typed = typed.filter((one) => !one.answered);
  const going = [...spare, ...typed.filter((one) => one.held || one.early)];
  for (const one of going) one.carried = true;
  saveTyped();
  if (!going.length) return undefined;
  carried = together(going);
  return carried.text;
}

// ---------------------------------------------------------------- what leaves

function say(text) {
  const message = newMessage({ text, label: text });
  typed.push({ key: message.id, text, at: message.at, after: last, early: holding });
  saveTyped();
  enqueue(message);
}

/** Photos with what stands in the pen; before the yes the words are held and the photos are not. */
function sendFiles(files) {
  const text = field.value.trim();
  write("");
  const message = newMessage({ text, label: text || words.fileSent, files: files.length });
  blobs.set(message.id, files);
  if (text) typed.push({ key: message.id, text, at: message.at, after: last, early: holding });
  saveTyped();
  enqueue(message);
}

function asForm({ id, text, held }) {
  const form = new FormData();
  form.append("id", id);
  form.append("text", text);
  if (held) form.append("held", held);
  for (const file of blobs.get(id)) form.append("files", file, file.name);
  return form;
}

function choose(item, option) {
  const message = newMessage({ choice: option.choice, label: option.label });
  item.answeredBy = message.id;
  refreshOptions();
  enqueue(message);
}

function newMessage(what) {
  return { ...what, id: newId(), held: carry(), at: new Date().toISOString(), after: last };
}

function enqueue(message) {
  queue.push(message);
  saveQueue();
  showQueued(message, true);
  byId("empty").hidden = true;
  toBottom();
  drain();
}

function showQueued(message, fresh) {
  const item = ownItem(message.label, message.at);
  item.classList.toggle("fresh", Boolean(fresh));
  item.message = message;
  items.set(message.id, item);
  put(item, message.after, ++count);
  // A fast network need not flash a word at each message.
  setTimeout(() => !item.sent && !item.dataset.state && setState(item, "sending"), 700);
}

let draining = false;
async function drain() {
  // What is written while the page opens waits for its session.
  if (draining || !ready) return;
  draining = true;
  for (let tries = 0; ; ) {
    const message = queue.find((one) => !one.refused);
    if (!message) break;
    const wait = await post(message, tries);
    tries = wait === null ? 0 : tries + 1;
    if (wait !== null) await nap(navigator.onLine ? wait * SECOND || backOff(tries - 1) : 30 * SECOND);
  }
  draining = false;
}

/** Null where the message needs no further try for now, else the seconds the server asks to wait. */
async function post(message, tries) {
  const { id, text, choice, held } = message;
  const body = message.files ? asForm(message) : { id, text, choice, held };
  const answer = navigator.onLine ? await call("messages", body) : { status: 0 };
  if (answer.status === 401) {
    await openSession();
    if (parted) {
      parted = false;
      connect();
    }
    return 0;
  }
  if (passing(answer.status)) {
    if (tries > 1 || !navigator.onLine) markWaiting();
    return answer.wait ?? 0;
  }
  if (answer.status < 400) sent(message);
  else refuse(message, answer.status);
  return null;
}

function markWaiting() {
  for (const one of queue) if (items.has(one.id)) setState(items.get(one.id), "failed");
}

function settle(key) {
  blobs.delete(key);
  queue = queue.filter((one) => one.id !== key);
  saveQueue();
}

function sent(message) {
  settle(message.id);
  const item = items.get(message.id);
  item.sent = true;
  if (item.dataset.state !== "held") setState(item, "");
  awaitReply();
}

function refuse(message, status) {
  message.refused = true;
  saveQueue();
  const large = message.files ? "too-large" : "too-long";
  setState(items.get(message.id), status === 413 ? large : "failed");
  refreshOptions();
}

/** The tap on «chưa gửi được»: at once, under the same id; what is too long goes back to the pen. */
function again(item) {
  if (item.dataset.state.startsWith("too-")) {
    settle(item.message.id);
    typed = typed.filter((one) => one.key !== item.message.id);
    saveTyped();
    remove(item);
    write(item.message.text);
    return;
  }
  item.message.refused = false;
  saveQueue();
  setState(item, "sending");
  field.focus({ preventScroll: true });
  wakeAll();
  drain();
}

let replied = 0; // the id of the bot's last message
let replyTimers = [];
/** Shows that the bot is at it; asks by history when the stream stays silent, as behind some proxies. */
function awaitReply() {
  const from = replied;
  const silent = () => replied === from;
  replyTimers.forEach(clearTimeout);
  replyTimers = [
    setTimeout(() => silent() && showTyping(true), 400),
    setTimeout(() => silent() && catchUp(), 5 * SECOND),
    setTimeout(() => showTyping(false), 12 * SECOND),
  ];
}

function showTyping(on) {
  const pinned = atBottom();
  byId("typing").hidden = !on;
  if (on && pinned) toBottom();
}

// ---------------------------------------------------------------- items

function newItem(side, text, at) {
  const element = make("li", side);
  const bubble = make("div", "bubble");
  bubble.append(make("span", "unseen", `${words[side]}: `));
  if (text) bubble.append(make("p", "text", text));
  const meta = make("div", "meta");
  meta.append(clock(at));
  element.append(bubble, meta);
  element.at = new Date(at ?? Date.now());
  return element;
}

function ownItem(text, at) {
  const element = newItem("me", text, at);
  element.querySelector(".meta").append(make("span", "state"));
  return element;
}

function botItem(message) {
  const element = newItem("bot", message.text, message.at);
  if (message.files?.length) element.querySelector(".bubble").append(fileList(message.files));
  element.options = message.options ?? [];
  return element;
}

function clock(at) {
  const moment = new Date(at ?? Date.now());
  const element = make("time", "", `${two(moment.getHours())}:${two(moment.getMinutes())}`);
  element.dateTime = moment.toISOString();
  return element;
}

const two = (number) => String(number).padStart(2, "0");

function fileList(files) {
  const element = make("ul");
  for (const file of files) {
    const row = make("li");
    row.append(fileLink(file));
    element.append(row);
  }
  return element;
}

function fileLink({ name, url }) {
  if (!ownAddress(url)) return make("span", "file", name);
  const link = make("a", "file", name);
  link.href = url;
  link.download = name;
  return link;
}

function ownAddress(url) {
  try {
    return new URL(url, location.href).origin === location.origin;
  } catch {
    return false;
  }
}

const notes = { sending: "sending", held: "held", "only-here": "onlyHere" };
const retries = { failed: "failed", "too-long": "tooLong", "too-large": "tooLarge" };

function setState(element, state) {
  if ((element.dataset.state ?? "") === state) return;
  const pinned = atBottom();
  element.dataset.state = state;
  element.classList.toggle("held", state === "held");
  element.classList.toggle("unsent", state in retries);
  const place = element.querySelector(".state");
  place.textContent = state in notes ? words[notes[state]] : "";
  if (state in retries) {
    const button = make("button", "retry", words[retries[state]]);
    button.type = "button";
    button.addEventListener("click", () => again(element));
    place.append(button);
  }
  if (pinned) toBottom();
}

// ---------------------------------------------------------------- places and days

function before(one, other) {
  for (let n = 0; n < 2; n++) if (one[n] !== other[n]) return one[n] < other[n];
  return false;
}

function put(element, id, local) {
  const next = element.nextElementSibling;
  element.place = [id, local];
  element.local = local > 0;
  let behind = list.lastElementChild;
  while (behind && (behind === element || before(element.place, behind.place))) behind = behind.previousElementSibling;
  // What stands where it belongs is not put there again: a screen reader would read it again.
  const stands = element.parentNode === list && element.previousElementSibling === behind;
  if (!stands && behind) behind.after(element);
  else if (!stands) list.prepend(element);
  for (const touched of [element, element.nextElementSibling, next]) if (touched) join(touched);
}

function remove(element) {
  const next = element.nextElementSibling;
  element.remove();
  if (next) join(next);
}

/** Ties an item to the one above: same side and near in time, or a new day. */
function join(element) {
  const above = element.previousElementSibling;
  const sameDay = above && above.at.toDateString() === element.at.toDateString();
  const sameSide = above && above.classList.contains("me") === element.classList.contains("me");
  element.classList.toggle("near", Boolean(sameDay && sameSide && element.at - above.at < 300 * SECOND));
  const day = element.querySelector(".day");
  if (sameDay) day?.remove();
  else if (day) rename(day);
  else element.prepend(make("p", "day", dayName(element.at)));
}

function dayName(moment) {
  const midnight = new Date().setHours(0, 0, 0, 0);
  const ago = Math.round((midnight - new Date(moment).setHours(0, 0, 0, 0)) / (86_400 * SECOND));
  const date = `${two(moment.getDate())}/${two(moment.getMonth() + 1)}/${moment.getFullYear()}`;
  return [words.today, words.yesterday][ago] ?? `${words.days.split("|")[moment.getDay()]}, ${date}`;
}

function rename(day) {
  const name = dayName(day.parentElement.at);
  if (day.textContent !== name) day.textContent = name;
}

function renameDays() {
  list.querySelectorAll(".day").forEach(rename);
}

// ---------------------------------------------------------------- the buttons under the last question

function refreshOptions() {
  const open = openQuestion();
  for (const group of list.querySelectorAll(".options")) if (group.parentElement !== open) group.remove();
  if (open && !open.querySelector(".options")) open.append(optionGroup(open));
}

/** The last message with options, unless it is answered: tapped, or spoken to and replied to since. */
function openQuestion() {
  let botSince = false;
  for (let one = list.lastElementChild; one; one = one.previousElementSibling) {
    if (one.classList.contains("me")) {
      if (botSince) return null;
    } else {
      if (one.options.length) return tapped(one) ? null : one;
      botSince = true;
    }
  }
  return null;
}

/** After a reload nothing but the words of the next own message tells of the tap. */
function tapped(question) {
  const sending = items.get(question.answeredBy)?.message;
  if (question.answeredBy) return !sending?.refused;
  const said = question.nextElementSibling?.querySelector(".text")?.textContent;
  return question.options.some((option) => option.label === said);
}

function optionGroup(question) {
  const short = question.options.every((option) => option.label.length < 14);
  const group = make("div", short ? "options short" : "options");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words.options);
  for (const option of question.options) {
    const button = make("button", option.primary ? "primary" : "", option.label);
    button.type = "button";
    button.addEventListener("click", (event) => {
      // With a keyboard the next thing is to write or to go back up; on a phone the keys stay away.
      if (event.detail === 0 || deskKeys.matches) field.focus({ preventScroll: true });
      else log.focus({ preventScroll: true });
      choose(question, option);
    });
    group.append(button);
  }
  return group;
}

// ---------------------------------------------------------------- where the reader is

const root = document.scrollingElement;
const atBottom = () => root.scrollHeight - root.scrollTop - root.clientHeight < 60;
let ready = false; // the history is there; from now on what comes is news
let stays = true; // at the bottom, so a keyboard that opens or a longer draft may push

function toBottom() {
  root.scrollTop = root.scrollHeight;
  newer.hidden = true;
  stays = true;
}

/** Shows what is new without pushing its first line out of sight. */
function follow(pinned, bots) {
  if (ready && document.hidden) markUnread(bots.length);
  if (ready) for (const one of bots) one.classList.add("fresh");
  if (pinned || !ready) toBottom();
  else if (bots.length) newer.hidden = false;
  if (pinned && ready && bots.length) backTo(bots[0]);
}

function backTo(element) {
  const head = header.getBoundingClientRect().bottom;
  const over = element.getBoundingClientRect().top - Math.max(head, 0) - 8;
  if (over >= 0) return;
  root.scrollTop += over;
  newer.hidden = atBottom();
}

function markUnread(more) {
  unread += more;
  document.title = unread ? `(${unread}) ${title}` : title;
}

// ---------------------------------------------------------------- the line to write in

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

function write(text) {
  field.value = text;
  store.write("draft", text);
  grow();
  field.focus();
}

function submit() {
  const text = field.value.trim();
  if (!text) return;
  write("");
  say(text);
}

field.addEventListener("input", () => {
  store.write("draft", field.value);
  grow();
  if (stays) toBottom();
});

field.addEventListener("keydown", (event) => {
  // A Vietnamese keyboard composes its letters, and its Enter ends the letter, not the message.
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key !== "Enter" || event.shiftKey || composing || !deskKeys.matches) return;
  event.preventDefault();
  submit();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
// The button must not take the focus: on a phone the keys would go down and up at each message.
byId("send").addEventListener("pointerdown", (event) => event.preventDefault());
byId("attach").addEventListener("click", () => byId("files").click());
byId("files").addEventListener("change", ({ target }) => {
  const files = [...target.files].slice(0, MOST_FILES);
  target.value = "";
  if (files.length) sendFiles(files);
});
byId("hello").addEventListener("click", (event) => say(event.currentTarget.textContent));
newer.addEventListener("click", () => {
  toBottom();
  field.focus({ preventScroll: true });
});

// ---------------------------------------------------------------- away and back

addEventListener("scroll", () => {
  stays = atBottom();
  if (stays) newer.hidden = true;
}, { passive: true });
addEventListener("resize", fit);

function fit() {
  header.classList.toggle("tall", header.offsetHeight > innerHeight / 5);
  grow();
  if (stays) toBottom();
}

addEventListener("offline", () => heard(false));
addEventListener("online", () => {
  heard(true);
  wakeAll();
  comeBack();
});

let hiddenAt = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenAt = Date.now();
    return;
  }
  unread = 0;
  markUnread(0);
  renameDays();
  wakeAll();
  // A phone that slept may hold a line that is dead without having been told.
  if (!streamOpen() || Date.now() - hiddenAt > 30 * SECOND) comeBack();
});

addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => event.persisted && comeBack());

function comeBack() {
  if (!stream) return; // still opening: `begin` is at it
  stream.close();
  reconnect();
}

// ---------------------------------------------------------------- the beginning

/** A message whose files went with the reload: its words go back to the pen. */
function giveBack(message) {
  settle(message.id);
  typed = typed.filter((one) => one.key !== message.id);
  saveTyped();
  if (message.text && !field.value) field.value = message.text;
}

function restoreLocal() {
  queue.filter((message) => message.files).forEach(giveBack);
  for (const message of queue) {
    message.refused = false;
    showQueued(message);
  }
  for (const one of typed.filter((each) => !items.has(each.key))) {
    const element = ownItem(one.text, one.at);
    element.sent = true;
    items.set(one.key, element);
    put(element, one.after, ++count);
    if (one.held) setState(element, "held");
  }
}

/** What the server put into the page, as the messages it was made of: from here on it is ours. */
function takeOver() {
  for (const element of document.querySelectorAll(".plain")) element.remove();
  const there = Array.from(list.children, (item) => ({
    id: Number(item.dataset.id),
    from: item.classList.contains("me") ? "me" : "bot",
    key: item.dataset.key,
    at: item.dataset.at,
    text: item.querySelector(".text")?.textContent ?? "",
    hold: "hold" in item.dataset,
    options: Array.from(item.querySelectorAll(".options button"), (button) => ({
      choice: button.value,
      label: button.textContent,
      primary: button.classList.contains("primary"),
    })),
    files: Array.from(item.querySelectorAll("a.file"), (link) => ({ name: link.textContent, url: link.href })),
  }));
  list.replaceChildren();
  field.value = store.read("draft", "") || field.value;
  const after = there.at(-2)?.id ?? 0;
  for (const { text, at } of there.filter((one) => !one.id))
    if (!typed.some((one) => one.text === text)) typed.push({ key: newId(), text, at, after, held: true });
  return there.filter((one) => one.id);
}

/** A link starts a talk once: with the code gone from the address a reload does not start again. */
async function useStart() {
  const start = new URLSearchParams(location.search).get("start");
  if (start) await openSession(start);
  // A page that answered a form would send it again at a reload.
  history.replaceState(null, "", "/chat");
}

async function begin() {
  // The end of the talk is the place to come back to, wherever it was left.
  history.scrollRestoration = "manual";
  form.hidden = false;
  byId("attach").hidden = false;
  heard(true);
  log.setAttribute("aria-busy", "true");
  gap = Boolean(byId("older"));
  const there = takeOver();
  restoreLocal();
  receive(there);
  fit();
  byId("loading").hidden = there.length > 0;
  await useStart();
  await catchUp();
  byId("loading").hidden = true;
  if (barred) return;
  ready = true;
  log.setAttribute("aria-busy", "false");
  toBottom();
  if (!parted) connect();
  drain();
  // Without a link nobody has spoken yet; the bot's own greeting may still be on its way.
  setTimeout(() => (byId("empty").hidden = list.childElementCount > 0), 2 * SECOND);
}

begin();
