/// The script of the page for checking.
///
/// It has no words of its own (they are in the markup), evaluates nothing and asks nothing of a network.
/// What a browser keeps for files is used where it may be; without it the page warns before it closes.
enum ReviewScript {
  static let text = #"""
    "use strict";
    (() => {
      const all = (selector, within = document) => [...within.querySelectorAll(selector)];
      const one = (selector) => document.querySelector(selector);
      const form = one(".bar form");
      if (!form) return;
      for (const element of all(".scripted")) element.hidden = false;

      // What sticks below the bar needs its height, which depends on the window's width.
      const bar = one(".bar");
      new ResizeObserver(() => {
        const sticks = getComputedStyle(bar).position === "sticky";
        document.documentElement.style.setProperty("--bar", sticks ? bar.offsetHeight + "px" : "0px");
      }).observe(bar);

      // Going from a row to its sentence and back.
      const rows = all(".figures tbody tr");
      const sections = all(".report");
      const sectionOf = (element) => element.closest(".report");
      const numberOf = (element) => element.id.slice(element.id.indexOf("-") + 1);
      const partsOf = (section, kind, number) =>
        all(`.text [data-${kind}~="${number}"]`, section);
      let flashing = [];
      const flash = (elements) => {
        for (const element of flashing) element.classList.remove("hi", "fade");
        flashing = elements;
        for (const element of elements) {
          element.classList.add("hi");
          void element.offsetWidth;
          element.classList.add("fade");
        }
      };
      const showPart = (section, kind, number) => {
        const parts = partsOf(section, kind, number);
        if (!parts.length) return;
        parts[0].scrollIntoView({ block: "center" });
        flash(parts);
      };
      const showText = (row) => showPart(sectionOf(row), "o", numberOf(row));
      const showEntry = (entry) => {
        const details = entry.closest("details");
        if (details) details.open = true;
        entry.hidden = false;
        entry.scrollIntoView({ block: "nearest" });
        flash([entry]);
        const link = entry.querySelector("a");
        if (link) link.focus({ preventScroll: true });
      };

      // Decisions: a row's status, and for a correction its value as the person wrote it.
      const decisions = new Map();
      const keep = "heng-review-" + document.documentElement.dataset.key;
      let exported = true;
      let isKept = false;
      const store = () => {
        try {
          const list = [...decisions].map(([row, decision]) => [row.id, decision]);
          localStorage.setItem(keep, JSON.stringify(list));
          isKept = true;
        } catch { isKept = false; }
      };
      const valueOf = (text) => {
        const plain = text.normalize("NFKC").replace(/[\s,]/g, "");
        return /^\d+(\.\d+)?$/.test(plain) ? plain : "";
      };
      const counts = new Map();
      const count = () => {
        counts.clear();
        for (const row of decisions.keys()) {
          const position = sectionOf(row).id.slice(1);
          counts.set(position, (counts.get(position) || 0) + 1);
        }
        for (const place of all("[data-decided]")) {
          const number = counts.get(place.dataset.decided);
          place.textContent = number ? number + " / " : "";
        }
        one("#decided").textContent = decisions.size;
      };
      const controls = (row) => {
        const cell = row.lastElementChild;
        if (row.dataset.id === undefined) return null;
        if (!cell.firstChild) {
          cell.append(one("#decide").content.cloneNode(true));
          dress(row);
        }
        return cell.firstElementChild;
      };
      const statusOf = (row) => (decisions.get(row) || { status: row.dataset.s }).status;
      // What paper shows of a decision, for which the buttons are no use.
      const printed = (row) => {
        const decision = decisions.get(row);
        const cell = row.lastElementChild;
        if (!decision) return delete cell.dataset.d;
        const signs = { confirmed: "\u2713", rejected: "\u2717", corrected: decision.value, read: "?" };
        cell.dataset.d = signs[decision.status];
      };
      const dress = (row) => {
        const status = statusOf(row);
        for (const button of all("button", row)) {
          button.setAttribute("aria-pressed", button.value === status);
        }
        const input = row.querySelector("input");
        if (!input) return;
        const decision = decisions.get(row);
        input.hidden = !decision || status !== "corrected";
        printed(row);
        if (decision && input.value !== decision.value) input.value = decision.value || "";
        input.setAttribute("aria-invalid", !input.hidden && !valueOf(input.value));
      };
      const decide = (row, status) => {
        if (!controls(row)) return;
        if (status === row.dataset.s && status !== "corrected") decisions.delete(row);
        else decisions.set(row, { status, value: "" });
        exported = false;
        dress(row);
        count();
        store();
        if (status === "corrected") row.querySelector("input").focus();
      };
      const press = (row, status) => {
        // Pressing again takes the decision back; one that the data already carries becomes “read”.
        if (statusOf(row) !== status) return decide(row, status);
        if (decisions.has(row)) {
          decisions.delete(row);
          exported = false;
          dress(row);
          count();
          store();
        } else decide(row, status === "corrected" ? "corrected" : "read");
      };

      // Controls are made when their report comes near, so that the page opens at once.
      const near = new IntersectionObserver((entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          near.unobserve(entry.target);
          for (const row of all(".figures tbody tr", entry.target)) controls(row);
        }
      }, { rootMargin: "800px" });
      for (const section of sections) near.observe(section);

      const field = (text) => /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
      const decided = () => {
        const lines = ["id,status,value,read_value"];
        let lacking = 0;
        for (const row of rows) {
          const decision = decisions.get(row);
          if (!decision) continue;
          const data = row.dataset;
          let value = data.v;
          let read = data.w || "";
          if (decision.status === "corrected") {
            read = read || data.v;
            value = valueOf(decision.value);
            if (!value) { lacking += 1; continue; }
          }
          lines.push([data.id, decision.status, value, read].map(field).join(","));
        }
        return { text: lines.join("\n") + "\n", lacking };
      };

      // Filters.
      const filter = () => {
        const chosen = new FormData(form);
        const measure = chosen.get("measure");
        const role = chosen.get("role");
        const reason = chosen.get("reason");
        const check = chosen.has("check");
        const open = chosen.has("open");
        const filtersRows = Boolean(measure || role || check || open);
        let shown = 0;
        for (const section of sections) {
          const visible = new Set();
          for (const row of all(".figures tbody tr", section)) {
            const data = row.dataset;
            const fits = (!measure || data.m.split(" ").includes(measure))
              && (!role || data.r === role) && (!check || data.c) && (!open || !decisions.has(row));
            row.hidden = !fits;
            if (fits) visible.add(numberOf(row));
          }
          shown += visible.size;
          const left = new Set();
          for (const group of all(".others [data-r]", section)) {
            const fits = (!reason && !check) || group.dataset.r === reason
              || (check && !reason && group.dataset.r === "not understood");
            group.hidden = !fits;
            if (fits) for (const entry of all("li", group)) left.add(numberOf(entry));
          }
          const has = (text, set) => text !== undefined && text.split(" ").some((n) => set.has(n));
          for (const part of all(".text [data-o], .text [data-l]", section)) {
            const data = part.dataset;
            part.classList.toggle("off", !has(data.o, visible) && !has(data.l, left));
            part.classList.toggle("l", has(data.l, left));
          }
          for (const link of all("a.n", section)) {
            const set = link.classList.contains("r") ? left : visible;
            link.hidden = !set.has(link.hash.slice(link.hash.indexOf("-") + 1));
          }
          // A report stays where something that is asked for is in it.
          const asksLeft = check || (reason && reason !== "none");
          section.hidden = (filtersRows || asksLeft)
            && !(filtersRows && visible.size) && !(asksLeft && left.size);
        }
        one("#shown").textContent = shown;
      };

      // Events, all of them here.
      form.addEventListener("change", filter);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", () => setTimeout(filter));

      document.addEventListener("click", (event) => {
        const target = event.target;
        if (!(target instanceof Element)) return;
        const menu = one(".menu");
        if (menu.open && !target.closest(".menu summary")) menu.open = false;
        const row = target.closest(".figures tbody tr");
        if (row) {
          const button = target.closest("button");
          if (button) return press(row, button.value);
          if (target.closest(".decide")) return;
          event.preventDefault();
          return showText(row);
        }
        const link = target.closest("a");
        const section = sectionOf(target);
        if (!section) return;
        if (link && link.matches(".n")) {
          event.preventDefault();
          return showEntry(document.getElementById(link.hash.slice(1)));
        }
        if (link) {
          const kind = ["l", "g", "k"].find((name) => name in link.dataset);
          if (!kind) return;
          event.preventDefault();
          return showPart(section, kind, link.dataset[kind]);
        }
        const mark = target.closest("mark[data-o]");
        if (mark && getSelection().isCollapsed) {
          const number = mark.dataset.o.split(" ").pop();
          showEntry(document.getElementById("o" + section.id.slice(1) + "-" + number));
        }
      });

      document.addEventListener("input", (event) => {
        const row = event.target.closest(".figures tbody tr");
        if (!row) return;
        decisions.set(row, { status: "corrected", value: event.target.value });
        exported = false;
        printed(row);
        event.target.setAttribute("aria-invalid", !valueOf(event.target.value));
        store();
      });

      document.addEventListener("keydown", (event) => {
        const row = event.target.closest(".figures tbody tr");
        if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
        const isInput = event.target.matches("input");
        if (isInput && event.key === "Enter") {
          event.preventDefault();
          row.querySelector("a, button").focus();
          return;
        }
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
          const visible = all(".figures tbody tr:not([hidden])", sectionOf(row));
          const next = visible[visible.indexOf(row) + step];
          if (!next) return;
          event.preventDefault();
          const target = next.querySelector("a, button");
          if (target) target.focus({ preventScroll: true });
          next.scrollIntoView({ block: "nearest" });
          return showText(next);
        }
        const status = { 1: "confirmed", 2: "corrected", 3: "rejected", 0: "" }[event.key];
        if (isInput || status === undefined) return;
        event.preventDefault();
        if (status) decide(row, status);
        else if (decisions.has(row)) press(row, statusOf(row));
      });

      const dialog = one("#decisions");
      const area = dialog.querySelector("textarea");
      one("#export").addEventListener("click", () => {
        const { text, lacking } = decided();
        area.value = text;
        one("#lacking").hidden = !lacking;
        one("#lacking b").textContent = lacking;
        dialog.showModal();
      });
      one("#download").addEventListener("click", () => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([area.value], { type: "text/csv" }));
        link.download = "decisions.csv";
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
        exported = true;
      });
      one("#copy").addEventListener("click", async () => {
        area.select();
        try { await navigator.clipboard.writeText(area.value); } catch { document.execCommand("copy"); }
        exported = true;
      });
      one("#close").addEventListener("click", () => dialog.close());

      addEventListener("beforeunload", (event) => {
        if (!exported && !isKept && decisions.size) event.preventDefault();
      });
      addEventListener("beforeprint", () => {
        for (const details of all(".findings details")) details.open = true;
      });

      try {
        const kept = JSON.parse(localStorage.getItem(keep) || "[]");
        for (const [id, decision] of kept) {
          const row = document.getElementById(id);
          if (row && row.dataset.id !== undefined) decisions.set(row, decision);
          if (row && row.lastElementChild.firstChild) dress(row);
        }
        isKept = true;
        count();
      } catch { /* A browser may refuse to keep anything for files: the export is what counts. */ }
      filter();
    })();

    """#
}
