@echo off
rem Starts StreamrP2P with the Java and the native libraries that belong to it.
rem STREAMR_JVM_OPTS: further options for the Java machine.
setlocal
for %%i in ("%~dp0..") do set "home=%%~fi"
set "java=%home%\runtime\bin\java.exe"
if not exist "%java%" for /f "tokens=2,*" %%a in ('reg query HKLM\SOFTWARE\StreamrP2P /v JavaHome /reg:64 2^>nul ^| find "REG_SZ"') do set "java=%%b\bin\java.exe"
if not exist "%java%" (
  echo streamr: no Java 25 was found; install one, then repair StreamrP2P 1>&2
  exit /b 1
)
if not defined STREAMR_CONFIG if exist "%ProgramData%\StreamrP2P\streamr.yaml" set "STREAMR_CONFIG=%ProgramData%\StreamrP2P\streamr.yaml"
"%java%" "@%home%\lib\jvm.options" "-Dstreamr.home=%home%" "-Djava.library.path=%home%\native" "-Djna.boot.library.path=%home%\native" "-Dorg.sqlite.lib.path=%home%\native" %STREAMR_JVM_OPTS% -jar "%home%\lib\streamr-daemon.jar" %*
exit /b %errorlevel%
