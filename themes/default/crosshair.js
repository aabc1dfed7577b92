// Shows the point of a line that the pointer or an arrow key chose.
(() => {
  let cross, at, said;
  const points = (svg) => [...svg.querySelectorAll(".s ~ .hit circle")];
  const chart = (event) => event.target.closest("svg[tabindex]");
  const add = (to, html) => (to.insertAdjacentHTML("beforeend", html), to.lastElementChild);
  const hide = () => cross = cross?.remove();
  const show = (svg, index) => {
    hide();
    const all = points(svg);
    at = Math.max(0, Math.min(all.length - 1, index));
    const x = all[at].cx.baseVal.value;
    const { y, height } = svg.querySelector(".grid").getBBox();
    cross = add(svg, `<g class="cross"><path d="M${x} 20V${y + height}"/><circle cx="${x}" cy="${all[at].cy.baseVal.value}"/><text y="14"/></g>`);
    const label = cross.lastChild;
    label.textContent = all[at].textContent;
    const half = label.getBBox().width / 2;
    label.setAttribute("x", Math.max(half, Math.min(x, svg.viewBox.baseVal.width - half)));
  };
  const follow = (event) => {
    const svg = chart(event);
    if (!svg) return hide();
    const { x } = new DOMPoint(event.clientX).matrixTransform(svg.getScreenCTM().inverse());
    const gaps = points(svg).map((point) => Math.abs(point.cx.baseVal.value - x));
    show(svg, gaps.indexOf(Math.min(...gaps)));
  };
  const step = (event) => {
    const svg = chart(event), way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!svg || !way || event.altKey) return;
    event.preventDefault();
    show(svg, cross ? at + way : -way * Infinity);
    said ??= add(document.body, `<div class="said" role="status"></div>`);
    said.textContent = cross.textContent;
  };
  const dress = () => document.querySelectorAll(".chart svg:has(.s ~ .hit)").forEach((svg) => svg.tabIndex = 0);
  const on = { "throughline:exchanged": dress, pointermove: follow, pointerdown: follow, pointercancel: hide, focusout: hide, keydown: step };
  for (const name in on) document.addEventListener(name, on[name]);
  dress();
})();
