// SPDX-License-Identifier: AGPL-3.0-or-later
// Suggestions below a search field, by the combobox pattern of WAI-ARIA (editable, with a list box). Without it the field is
// a plain form. The texts stand in the field's data attributes.

const WAIT_MS = 120;

class Suggesting {
  constructor(field) {
    this.field = field;
    this.list = document.getElementById(field.dataset.suggest);
    this.status = document.getElementById(field.dataset.suggest + "-status");
    this.options = [];
    this.at = -1;
    this.asked = 0;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    this.close();
    field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT_MS);
    });
    field.addEventListener("keydown", event => this.key(event));
    field.addEventListener("blur", () => this.close());
    // The field keeps the focus, so that a click on an option is not a way out of it.
    this.list.addEventListener("pointerdown", event => event.preventDefault());
    this.list.addEventListener("click", event => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(this.options.indexOf(option));
    });
  }

  async ask() {
    const words = this.field.value.trim();
    const turn = ++this.asked;
    if (words.length < 2) return this.close();
    let found;
    try {
      const answer = await fetch("/api/v1/suggestions?q=" + encodeURIComponent(words), { headers: { Accept: "application/json" } });
      if (!answer.ok) return this.close();
      found = await answer.json();
    } catch {
      return this.close();
    }
    // A later question may have been answered first, or the field left.
    if (turn !== this.asked || document.activeElement !== this.field) return;
    this.show(found, words);
  }

  show(found, words) {
    this.options = [];
    const groups = [
      this.group("words", found.words, word => [marked(word, words), ""], word => "/designs?q=" + encodeURIComponent(word)),
      this.group("designs", found.designs, one => [document.createTextNode(one.title), one.owner], one => one.url),
      this.group("people", found.people, one => [document.createTextNode("@" + one.handle), ""], one => one.url),
    ].filter(Boolean);
    this.list.replaceChildren(...groups);
    this.at = -1;
    this.field.removeAttribute("aria-activedescendant");
    const any = this.options.length > 0;
    this.list.hidden = !any;
    this.field.setAttribute("aria-expanded", String(any));
    this.status.textContent = any ? this.options.length + " " + this.field.dataset.count : this.field.dataset.none;
  }

  group(name, items, words, address) {
    if (!items.length) return null;
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    const heading = document.createElement("div");
    heading.className = "heading";
    heading.id = this.list.id + "-" + name;
    heading.setAttribute("role", "presentation");
    heading.textContent = this.field.dataset[name];
    group.setAttribute("aria-labelledby", heading.id);
    group.append(heading);
    for (const item of items) {
      const option = document.createElement("div");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.id = this.list.id + "-" + this.options.length;
      const [text, aside] = words(item);
      const main = document.createElement("span");
      main.append(text);
      option.append(main);
      if (aside) {
        const small = document.createElement("span");
        small.className = "faint small";
        small.textContent = aside;
        option.append(small);
      }
      option.dataset.address = address(item);
      this.options.push(option);
      group.append(option);
    }
    return group;
  }

  key(event) {
    if (event.key === "Escape" && !this.list.hidden) {
      // A search field would be emptied by it.
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.isComposing) {
      event.preventDefault();
      if (this.list.hidden) this.ask();
      else this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) {
      event.preventDefault();
      this.take(this.at);
    }
  }

  /** Past either end lies the field itself. */
  move(step) {
    const places = this.options.length + 1;
    if (this.at >= 0) this.options[this.at].setAttribute("aria-selected", "false");
    this.at = ((this.at + 1 + step + places) % places) - 1;
    if (this.at < 0) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    const option = this.options[this.at];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  take(index) {
    location.href = this.options[index].dataset.address;
  }

  close() {
    this.asked++;
    this.list.hidden = true;
    this.at = -1;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
  }
}

/** The beginning that was written plain, what would be added bold. */
function marked(word, written) {
  const both = document.createDocumentFragment();
  // Whoever leaves accents out has begun the same word.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  if (!plain(word).startsWith(plain(written)) || plain(written).length !== written.length) {
    both.append(word);
    return both;
  }
  const added = document.createElement("mark");
  added.textContent = word.slice(written.length);
  both.append(word.slice(0, written.length), added);
  return both;
}

for (const field of document.querySelectorAll("input[data-suggest]")) new Suggesting(field);
