// Shows a stage's log with numbered lines, and goes on while it grows. All that comes from a log is set as text.
(function () {
  "use strict";

  const PAUSE = 2000;
  const BLOCK = 500;
  const MOST_HITS = 5000;
  const ESCAPES = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
  const LINE = /^(\d{4}-\d\d-\d\dT(\d\d:\d\d:\d\d\.\d{3})Z) ([^]*)$/;

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function show(viewer) {
    const lines = viewer.querySelector(".multi-stage-build-log-lines");
    const search = viewer.querySelector(".multi-stage-build-log-search");
    const hitsText = viewer.querySelector(".multi-stage-build-log-hits");
    const previous = viewer.querySelector(".multi-stage-build-log-previous");
    const next = viewer.querySelector(".multi-stage-build-log-next");
    const follow = viewer.querySelector(".multi-stage-build-log-follow");
    const times = viewer.querySelector(".multi-stage-build-log-times");
    const decoder = new TextDecoder();
    let number = 0;
    let start = 0;
    let block = null;
    let hits = [];
    let hit = -1;
    let wanted = location.hash;
    let growing = false;

    function add(text) {
      if (number % BLOCK === 0) {
        block = element("div", "multi-stage-build-log-block");
        lines.append(block);
      }
      number++;
      const line = element("div", "multi-stage-build-log-line");
      line.id = "L" + number;
      const link = element("a", "multi-stage-build-log-number", String(number));
      link.href = "#L" + number;
      const parts = LINE.exec(text);
      const time = element("time", "multi-stage-build-log-time", parts ? parts[2] : "");
      if (parts) {
        time.dateTime = parts[1];
        time.title = parts[1];
      }
      const plain = (parts ? parts[3] : text).replace(ESCAPES, "").replace(/\r/g, "");
      line.append(link, time, element("span", "multi-stage-build-log-text", plain));
      block.append(line);
      return line;
    }

    // Blocks that were never drawn are only guessed to be so high; a line stands still once those around it are drawn.
    function bring(line) {
      let times = 4;
      function again() {
        line.scrollIntoView({ block: "center" });
        times--;
        if (times > 0) {
          requestAnimationFrame(again);
        }
      }
      again();
    }

    function point() {
      lines
        .querySelectorAll(".multi-stage-build-log-target")
        .forEach((line) => line.classList.remove("multi-stage-build-log-target"));
      const match = /^#L([1-9][0-9]*)$/.exec(wanted);
      const line = match && document.getElementById("L" + match[1]);
      if (line) {
        line.classList.add("multi-stage-build-log-target");
        bring(line);
        wanted = "";
        follow.checked = false;
      }
    }

    function mark(step) {
      if (hit >= 0) {
        hits[hit].classList.remove("multi-stage-build-log-current");
      }
      hit = hits.length === 0 ? -1 : (hit + step + hits.length) % hits.length;
      if (hit >= 0) {
        follow.checked = false;
        hits[hit].classList.add("multi-stage-build-log-current");
        bring(hits[hit]);
      }
      tell();
    }

    function tell() {
      previous.disabled = next.disabled = hits.length === 0;
      hitsText.textContent =
        search.value === ""
          ? ""
          : hits.length === 0
            ? viewer.dataset.none
            : viewer.dataset.found.replace("%1", String(hit + 1)).replace("%2", String(hits.length));
    }

    function find(from) {
      const word = search.value.toLowerCase();
      for (let i = from; word !== "" && i <= number && hits.length < MOST_HITS; i++) {
        const line = document.getElementById("L" + i);
        if (line.lastChild.textContent.toLowerCase().includes(word)) {
          line.classList.add("multi-stage-build-log-hit");
          hits.push(line);
        }
      }
    }

    function searchAnew() {
      hits.forEach((line) => line.classList.remove("multi-stage-build-log-hit", "multi-stage-build-log-current"));
      hits = [];
      hit = -1;
      find(1);
      mark(1);
    }

    function take(answer) {
      if (answer.status === 404) {
        lines.textContent = viewer.dataset.gone;
        return "ended";
      }
      if (!answer.ok) {
        throw new Error("status " + answer.status);
      }
      const more = answer.headers.get("X-More-Data") === "true";
      const end = Number(answer.headers.get("X-Text-Size"));
      return answer.arrayBuffer().then((bytes) => {
        start = end;
        if (bytes.byteLength > 0) {
          append(decoder.decode(bytes));
        }
        if (!more) {
          if (number === 0) {
            lines.textContent = viewer.dataset.empty;
          }
          return "ended";
        }
        return bytes.byteLength > 100000 ? "at once" : "later";
      });
    }

    function append(text) {
      const first = number + 1;
      const texts = text.split("\n");
      if (texts[texts.length - 1] === "") {
        texts.pop();
      }
      texts.forEach(add);
      find(first);
      tell();
      if (wanted !== "") {
        point();
      } else if (follow.checked && growing) {
        lines.scrollTop = lines.scrollHeight;
      }
    }

    function go() {
      fetch(viewer.dataset.log + "?start=" + start, { cache: "no-store" })
        .then(take)
        .catch(() => {
          hitsText.textContent = viewer.dataset.lost;
          return "later";
        })
        .then((when) => {
          growing = when === "later";
          if (when === "at once" || (growing && !isTold())) {
            setTimeout(go, growing ? PAUSE : 0);
          }
        });
    }

    // Whether live.js tells the next lines from here on.
    function isTold() {
      const caughtUp = { bubbles: true, cancelable: true, detail: { start: start } };
      return !viewer.dispatchEvent(new CustomEvent("multi-stage-build-caught-up", caughtUp));
    }

    viewer.addEventListener("multi-stage-build-lines", (event) => {
      start = event.detail.end;
      append(event.detail.text);
    });
    viewer.addEventListener("multi-stage-build-ended", go);
    search.addEventListener("input", searchAnew);
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        mark(event.shiftKey ? -1 : 1);
      }
    });
    previous.addEventListener("click", () => mark(-1));
    next.addEventListener("click", () => mark(1));
    times.addEventListener("change", () => lines.classList.toggle("multi-stage-build-log-timeless", !times.checked));
    window.addEventListener("hashchange", () => {
      wanted = location.hash;
      point();
    });
    go();
  }

  Behaviour.specify(".multi-stage-build-log", "multi-stage-build-log", 0, (viewer) => {
    if (!viewer.dataset.shown) {
      viewer.dataset.shown = "true";
      show(viewer);
    }
  });
})();
