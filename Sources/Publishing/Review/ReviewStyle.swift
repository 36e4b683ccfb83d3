/// The style of the page for checking.
enum ReviewStyle {
  static let text = """
    :root{--ink:#1d1f21;--grey:#5f6468;--line:#d9dbdd;--paper:#fff;--wash:#f6f6f4;--link:#1a4f8b;
    --bar:2.9rem;--sans:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
    --serif:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,"Noto Sans CJK SC",\
    "PingFang SC","Microsoft YaHei",serif;
    --f1:#e4dff3;--s1:#6a57a5;--f2:#f8e6b4;--s2:#8a6a00;--f3:#cdead3;--s3:#2b7a41;
    --f4:#f7d5d0;--s4:#a6443a;--f5:#c9e3f5;--s5:#1f6796;--f6:#e3e8b4;--s6:#6a7213;
    --f7:#fbdbbd;--s7:#a2571a;--f8:#c3ebe6;--s8:#1c776d;--f9:#e3e3e3;--s9:#5f5f5f}
    html[lang=en]{--sans:"Noto Sans","Helvetica Neue",Arial,"Noto Sans CJK SC","PingFang SC",\
    "Microsoft YaHei",sans-serif}
    *{box-sizing:border-box}
    html{color-scheme:light;scroll-padding-top:calc(var(--bar) + 1rem);-webkit-text-size-adjust:100%}
    body{margin:0;color:var(--ink);background:var(--paper);font:15px/1.6 var(--sans);
    overflow-wrap:anywhere}
    main{max-width:1680px;margin:0 auto;padding:0 24px 4rem}
    h1{font-size:1.65rem;line-height:1.3;margin:1.6rem 0 .2rem;font-weight:600}
    h2{font-size:1.15rem;line-height:1.4;margin:2rem 0 .5rem;font-weight:600}
    h3{font-size:.85rem;margin:.9rem 0 .2rem;font-weight:600}
    a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.2em}
    small{color:var(--grey);font-size:.86em}
    ul,ol{margin:0;padding:0;list-style:none}
    [hidden]{display:none!important}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px}
    .meta{margin:0;color:var(--grey);font-size:.9rem}
    button,select,input{font:inherit;color:inherit}
    button,select{border:1px solid #b9bdc1;border-radius:4px;background:#fff;padding:.1rem .5rem}
    button{cursor:pointer}
    button:hover{border-color:var(--link)}

    .bar{position:sticky;top:0;z-index:9;min-height:var(--bar);padding:.35rem 24px;display:flex;
    flex-wrap:wrap;align-items:center;gap:.3rem 1rem;background:var(--paper);
    border-bottom:1px solid var(--line);font-size:.84rem}
    .bar form{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .9rem;flex:1}
    .bar label{display:inline-flex;align-items:center;gap:.3rem;white-space:nowrap}
    .bar select{max-width:10rem}
    .bar output{margin-left:auto;color:var(--grey);font-variant-numeric:tabular-nums}
    .bar output b{color:var(--ink);font-weight:600}
    .menu{position:relative}
    .menu summary{cursor:pointer;border:1px solid #b9bdc1;border-radius:4px;padding:.1rem .6rem}
    .menu ol{position:absolute;left:0;top:calc(100% + .4rem);width:max-content;max-width:90vw;
    max-height:70vh;overflow:auto;padding:.5rem 0;background:#fff;border:1px solid var(--line);
    border-radius:6px;box-shadow:0 6px 24px #0002}
    .menu li{display:flex;justify-content:space-between;gap:1.5rem;padding:.12rem 1rem}
    .menu a{color:inherit;text-decoration:none}
    .menu a:hover{text-decoration:underline}
    #export{background:var(--link);border-color:var(--link);color:#fff}

    .findings details,.others{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;
    padding:.3rem .8rem}
    summary{cursor:pointer}
    .findings summary,.others summary{font-weight:600;font-size:.9rem}
    .findings ul{padding:.2rem 0 .3rem}
    .findings li{font-size:.88rem;padding:.15rem 0;border-top:1px solid #eee}
    .findings .error{border-left:4px double #7d2018}
    .findings .warning{border-left:4px solid #a27a00}
    .findings .note{border-left:4px dotted #7a7f84}
    code{font-size:.92em;color:var(--grey)}

    table{border-collapse:collapse;font-size:.84rem;line-height:1.45;width:100%}
    th{font-weight:600;text-align:left}
    td,th{padding:.28rem .45rem;border-bottom:1px solid #e8e9ea;vertical-align:baseline}
    thead th{color:var(--grey);font-weight:500;font-size:.92em;border-bottom-color:#aaaeb2;
    vertical-align:bottom}
    .wide{overflow-x:auto}
    td,th{overflow-wrap:break-word}
    .summary th,.summary td{white-space:nowrap}
    .summary table{width:auto;min-width:60%}
    .summary td,.summary thead th+th{text-align:right;font-variant-numeric:tabular-nums}
    .summary thead tr+tr th{text-align:right}
    .summary thead th[colspan]{text-align:center}
    .summary tbody th{font-weight:400}
    .summary tfoot td,.summary tfoot th{border-top:1px solid #aaaeb2;border-bottom:0;font-weight:600}
    .legend ul{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;font-size:.9rem}
    .legend p{margin:.5rem 0 0;font-size:.88rem;color:var(--grey)}

    .report{content-visibility:auto;border-top:2px solid var(--ink);margin-top:2.6rem}
    .report h2{font-size:1.35rem;margin:.9rem 0 .1rem}
    .fields{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;margin:.4rem 0 0;font-size:.84rem}
    .fields div{display:flex;gap:.4rem}
    .fields dt{color:var(--grey)}
    .fields dd{margin:0}
    .sides{display:grid;grid-template-columns:minmax(0,38.5rem) minmax(36rem,1fr);gap:1.8rem;
    align-items:start;margin-top:1rem}
    .text{font:16px/1.8 var(--serif);text-align:justify}
    .text p{margin:0 0 .4em;white-space:pre-wrap;unicode-bidi:isolate;line-break:strict}
    .text .h{font-family:var(--sans);font-weight:600;margin-top:1em}
    aside{position:sticky;top:calc(var(--bar) + .4rem);max-height:calc(100vh - var(--bar) - .8rem);
    overflow:auto;overscroll-behavior:contain;scroll-padding-top:2rem;padding-bottom:.5rem;
    scrollbar-width:thin}

    mark{color:inherit;background:#eee;border-radius:2px;padding:.08em 0;cursor:pointer;
    -webkit-box-decoration-break:clone;box-decoration-break:clone}
    .f1{background:var(--f1)}.f2{background:var(--f2)}.f3{background:var(--f3)}
    .f4{background:var(--f4)}.f5{background:var(--f5)}.f6{background:var(--f6)}
    .f7{background:var(--f7)}.f8{background:var(--f8)}.f9{background:var(--f9)}
    .u1{box-shadow:inset 0 -3px var(--s1)}.u2{box-shadow:inset 0 -3px var(--s2)}
    .u3{box-shadow:inset 0 -3px var(--s3)}.u4{box-shadow:inset 0 -3px var(--s4)}
    .u5{box-shadow:inset 0 -3px var(--s5)}.u6{box-shadow:inset 0 -3px var(--s6)}
    .u7{box-shadow:inset 0 -3px var(--s7)}.u8{box-shadow:inset 0 -3px var(--s8)}
    .u9{box-shadow:inset 0 -3px var(--s9)}
    .l{text-decoration:underline dotted #85898d 1.5px;text-underline-offset:.32em}
    .g{border-bottom:1px solid #55595d}
    .k{outline:1px dashed #9a9ea2;outline-offset:1px;border-radius:1px}
    .n{position:relative;font:600 .62em/1 var(--sans);vertical-align:super;padding:0 .18em;
    color:var(--link);text-decoration:none;-webkit-user-select:none;user-select:none}
    .n.r{color:var(--grey);font-weight:400}
    a.n:hover::after,a.n:focus-visible::after{content:attr(aria-label);position:absolute;left:0;
    top:1.6em;z-index:5;width:max-content;max-width:20em;padding:.45em .7em;border-radius:4px;
    background:#24282c;color:#fff;font:400 12.5px/1.5 var(--sans);text-align:left;white-space:normal}
    .off{background:none;box-shadow:none;text-decoration:none}
    .hi,:target.hi{outline:2px solid var(--ink);outline-offset:1px}
    :target:not(section){outline:2px solid var(--ink);outline-offset:1px}

    html[lang=en] .figures{font-size:.79rem}
    .figures td,.figures th{padding:.26rem .32rem}
    .figures th:nth-child(3){text-align:right}
    .figures th:nth-child(4){padding-left:0}
    .figures thead th{position:sticky;top:0;background:var(--paper);z-index:2;white-space:nowrap}
    .figures td:nth-child(1),.figures td:nth-child(3){text-align:right;
    font-variant-numeric:tabular-nums;white-space:nowrap}
    .figures td:nth-child(4){padding-left:0;white-space:nowrap}
    .figures td:nth-child(5){font-size:.94em}
    .figures td:nth-child(n+6){white-space:nowrap;color:#3c4043}
    .figures td:nth-child(3){font-weight:600;padding-right:.25rem}
    .figures tr[data-m]{cursor:pointer}
    .figures tbody tr:hover{background:var(--wash)}
    .figures small,.figures q{display:block;font-weight:400}
    .figures q{color:var(--grey);quotes:"「" "」";font-family:var(--serif)}
    .figures .c::before{content:"◇ "}
    .figures td:nth-child(2){position:relative;padding-left:1.5em;min-width:6em}
    .figures i{position:absolute;left:.4em;top:.72em;width:.75em;height:.75em;border-radius:2px;
    border:1px solid #0003}
    .figures .hi{outline-offset:-2px}
    tr[data-s=confirmed] td:nth-child(8),tr[data-s=corrected] td:nth-child(8){color:var(--ink);
    font-weight:600}
    tr[data-s=rejected] td:nth-child(2),tr[data-s=rejected] td:nth-child(3){text-decoration:line-through;
    color:var(--grey)}
    .decide{white-space:nowrap}
    .decide button{padding:0 .38rem;border-radius:0;margin-left:-1px;font-size:.93em;line-height:1.5;
    position:relative}
    .decide button:first-child{border-radius:4px 0 0 4px;margin-left:0}
    .decide button:nth-child(3){border-radius:0 4px 4px 0}
    .decide button[aria-pressed=true]{background:var(--ink);border-color:var(--ink);color:#fff}
    .decide input{display:block;width:7em;margin-top:.25rem;border:1px solid #b9bdc1;
    border-radius:4px;padding:0 .35rem}
    .decide input[aria-invalid=true]{border:2px solid #a6443a}
    .others{font-size:.86rem}
    .others li{padding:.08rem 0}
    .others a{color:inherit;text-decoration-color:#b9bdc1}
    .none,.letters{font-size:.86rem;color:var(--grey)}
    .letters{display:none}

    dialog{border:1px solid var(--line);border-radius:8px;box-shadow:0 10px 40px #0003;
    max-width:min(46rem,94vw);padding:0 1.4rem .6rem}
    dialog::backdrop{background:#0004}
    dialog h2{margin-top:1.1rem}
    textarea{width:100%;font:13px/1.5 monospace;border:1px solid var(--line);border-radius:4px}

    @media (prefers-reduced-motion:no-preference){
    @keyframes flash{0%,60%{outline-color:var(--ink)}100%{outline-color:transparent}}
    .hi.fade{animation:flash 2.2s ease-out forwards}}
    @media (max-width:1180px){
    .sides{grid-template-columns:minmax(0,1fr)}
    .text{max-width:40em}
    aside{position:static;max-height:none;overflow:auto visible}
    .figures thead th{position:static}}
    @media (max-width:760px){
    main,.bar{padding-left:14px;padding-right:14px}
    .bar{position:static}
    :root{--bar:0rem}
    .bar output{margin-left:0}
    td,th{padding:.28rem .3rem}
    .figures td:nth-child(6){white-space:normal}}
    @media (max-width:560px){
    .figures td:nth-child(5),.figures th:nth-child(5),.figures td:nth-child(7),\
    .figures th:nth-child(7),.figures td:nth-child(8),.figures th:nth-child(8){display:none}
    .decide button{display:block;width:100%;margin:-1px 0 0;border-radius:0!important}}

    @page{size:A4;margin:18mm 17mm}
    @media print{
    body{font-size:9.5pt;background:none}
    main{padding:0;max-width:none}
    .bar,dialog,.others,.decide,.scripted{display:none!important}
    .report{content-visibility:visible;break-before:page;border-top:1.2pt solid #000;margin-top:0}
    h2{break-after:avoid}
    .report h2{font-size:14pt}
    .sides{display:block}
    .text{font-size:10.5pt;max-width:none;orphans:2;widows:2}
    .text .h{break-after:avoid}
    aside{position:static;max-height:none;overflow:visible;margin-top:6mm}
    mark{box-shadow:none;padding:0;border-bottom:1.3pt solid #000}
    .u1,.u2,.u3,.u4,.u5,.u6,.u7,.u8,.u9{box-shadow:none;border-bottom:3pt double #000}
    .g{border-bottom:.4pt solid #000}
    .l{text-decoration-color:#000;text-decoration-thickness:.8pt}
    .n,.n.r,a{color:#000;text-decoration:none}
    .hi,:target{outline:0!important}
    .letters{display:block}
    table{font-size:8pt}
    td,th{padding:1.1mm 1.2mm}
    .figures thead{display:table-header-group}
    .figures thead th{position:static}
    .figures i{display:none}
    .figures td:nth-child(2){padding-left:1.2mm}
    tr{break-inside:avoid}
    td,th{border-bottom-color:#999}
    .figures tr[data-id] td:last-child::before{white-space:pre;
    content:"□ \\2713    □ ______   □ \\2717"}
    .figures tr[data-id] td[data-d]::before{content:"■ " attr(data-d)}
    .findings details::details-content{content-visibility:visible;display:block;height:auto}
    .findings li{font-size:8.5pt}
    .wide{overflow:visible}}

    """
}
