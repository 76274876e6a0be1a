import { expect, it } from "vitest";
import { exportCsv } from "./csv.ts";
import { hostile, small, textOf } from "./samples.testing.ts";

it("writes a row for each span, with ids that find its parent, and the time that is its own", async () => {
  expect((await textOf(exportCsv, small)).split("\r\n")).toEqual([
    "process,pid,tool,package,lane,span,parent,kind,name,work,start_ns,duration_ns,self_ns,open",
    "0,7,compile,example.com/lib,main,0,,package,example.com/lib,,0,100,30,0",
    "0,7,compile,example.com/lib,main,1,0,phase,fe:parse,,10,20,20,0",
    "0,7,compile,example.com/lib,main,2,0,phase,be:compile,,30,50,45,0",
    "0,7,compile,example.com/lib,main,3,2,work,lib.F,walk,35,5,5,0",
    "0,7,compile,example.com/lib,worker 0,5,,function,lib.F,,42,20,10,0",
    "0,7,compile,example.com/lib,worker 0,6,5,pass,opt,,45,4,4,0",
    "0,7,compile,example.com/lib,worker 0,7,5,pass,opt,,49,6,6,0",
    "0,7,compile,example.com/lib,file 0,4,,file,a.go,,12,15,15,0",
    "1,7,link,main,main,0,,package,main,,50,30,10,1",
    "1,7,link,main,main,1,0,phase,loadlib,,60,20,5,1",
    "1,7,link,main,main,2,1,file,x,,65,15,15,0",
    "",
  ]);
});

it("quotes what would end a field, and nothing else", async () => {
  const text = await textOf(exportCsv, [hostile]);
  expect(text).toContain(',"quote "" comma , semicolon ; back\\slash",');
  expect(text).toContain(',"line\nend\r\ncontrol \ufffd\ufffd[2J tab\ufffd",');
  expect(text).toContain(",</script><img src=x onerror=alert(1)>,");
  expect(text).toContain(',"p ""\ufffd;,",');
});

it("leaves out deeper levels: their time is that of the span around them", async () => {
  const text = await textOf(exportCsv, small, "function");
  expect(text).toContain("function,lib.F,,42,20,20,0\r\n");
  expect(text).not.toContain("opt");
});
